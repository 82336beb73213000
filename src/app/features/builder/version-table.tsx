import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { call, urlOf } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/builder/pages.module.css";
import { PaperButtons } from "#app/ui/paper/paper-buttons.tsx";
import { PAPERS } from "#app/ui/paper/papers.ts";
import { type TemplateVersion, templateFile } from "#core/api/builder.ts";
import { getTemplate } from "#core/api/submission.ts";

export interface VersionTableProps {
  versions: readonly TemplateVersion[];
  onStart: (version: TemplateVersion) => void;
}

/** Every version with its fingerprint, and what can be made of it. */
export function VersionTable({ versions, onStart }: VersionTableProps) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">清单</th>
            <th scope="col">版本</th>
            <th scope="col">状态</th>
            <th scope="col">校验码</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((each) => (
            <tr key={`${each.id} ${each.version}`}>
              <th scope="row">{each.title}</th>
              <td>
                {each.version}（{each.year}年）
              </td>
              <td>{stateText(each)}</td>
              <td>
                <code title={each.hash}>{each.hash.slice(0, 12)}</code>
              </td>
              <td>
                <div className={classes.buttons}>
                  <Button variant="default" size="compact-sm" onClick={() => onStart(each)}>
                    以此为底稿
                  </Button>
                  <Exports version={each} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const stateText = ({ source, publishedAt, publishedBy }: TemplateVersion): string =>
  source === "bundled" || publishedAt === null ? "随软件提供" : `${shortStamp(publishedAt)}发布　${publishedBy ?? ""}`;

function Exports({ version: { id, version, title } }: { version: TemplateVersion }) {
  return (
    <details>
      <summary className={classes.exportsHead} aria-label={`导出“${title}”版本${version}`}>
        导出
      </summary>
      <div className={classes.buttons}>
        <a href={urlOf(templateFile, { query: { id, version } })} download>
          清单文件
        </a>
        <Link to="/tasks" search={{ id, version }}>
          任务分解表
        </Link>
        <PaperButtons papers={PAPERS} template={() => call(getTemplate, { query: { id, version } })} quiet />
      </div>
    </details>
  );
}

import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { changeLabel } from "#app/features/history/change-label.ts";
import classes from "#app/features/history/history.module.css";
import { TextDifference } from "#app/ui/text-difference.tsx";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { changedPaths } from "#core/answer/merge.ts";
import { answerRevision } from "#core/api/collation.ts";
import { displayValue } from "#core/field/table.ts";
import type { Item } from "#core/template/schema.ts";

export interface VersionViewProps {
  item: Item;
  /** the version that it is compared with; 0 = nothing */
  base: number;
  revision: number;
  children: ReactNode;
}

/** One version: what it changed, or the whole of it. */
export function VersionView({ item, base, revision, children }: VersionViewProps) {
  const { id: submissionId } = useWorkspace();
  const [whole, setWhole] = useState(false);
  const [before, after] = useQueries({
    queries: [base, revision].map((wanted) => ({
      queryKey: ["revision", submissionId, item.key, wanted],
      queryFn: async () =>
        wanted === 0
          ? emptyAnswer()
          : (await call(answerRevision, { params: { submissionId, itemKey: item.key, revision: wanted } })).answer,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const failed = before?.error ?? after?.error;
  if (failed) return <p className={classes.none}>这一版暂时读不到：{failed.message}</p>;
  if (!before?.data || !after?.data) return <p className={classes.none}>正在读取…</p>;
  return (
    <div className={classes.body}>
      {whole ? <Whole item={item} answer={after.data} /> : <Changes item={item} from={before.data} to={after.data} />}
      <div className={classes.tools}>
        <Button size="xs" variant="subtle" onClick={() => setWhole(!whole)}>
          {whole ? "只看改动" : "看这一版全文"}
        </Button>
        {children}
      </div>
    </div>
  );
}

function Changes({ item, from, to }: { item: Item; from: Answer; to: Answer }) {
  const paths = changedPaths(from, to);
  if (paths.length === 0) return <p className={classes.none}>与上一版内容相同。</p>;
  return (
    <dl className={classes.changes}>
      {paths.map((path) => (
        <div key={path}>
          <dt>{changeLabel(item, path)}</dt>
          <dd>
            <TextDifference from={textAt(item, from, path)} to={textAt(item, to, path)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Whole({ item, answer }: { item: Item; answer: Answer }) {
  const explanations = Object.keys(answer.explanations).map((id) => `explanations.${id}`);
  const paths = [
    ...item.fields.map(({ key }) => `values.${key}`),
    ...(item.prose ? ["narrative"] : []),
    ...explanations,
  ];
  return (
    <dl className={classes.changes}>
      {paths.map((path) => (
        <div key={path}>
          <dt>{changeLabel(item, path)}</dt>
          <dd>{textAt(item, answer, path) || <span className={classes.empty}>未填</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands at a path, as a reader sees it. */
function textAt(item: Item, answer: Answer, path: string): string {
  if (path === "narrative") return (answer.narrative ?? "").replace(/\{\{(.+?)\}\}/g, "【$1】");
  if (path.startsWith("carried.")) {
    const part = answer.carried?.[path.slice("carried.".length)];
    return part ? `沿用自${part.year}年，${part.confirmed ? "已核对" : "待核对"}` : "";
  }
  if (path === "selfScore") return answer.selfScore === undefined ? "" : `${answer.selfScore}分`;
  if (path === "done") return answer.done ? "已完成" : "未标记";
  const key = path.slice(path.indexOf(".") + 1);
  if (path.startsWith("explanations.")) return answer.explanations[key] ?? "";
  const field = item.fields.find((each) => each.key === key);
  return field ? displayValue(field, answer.values[key]) : "";
}

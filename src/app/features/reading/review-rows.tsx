import { IconAlertTriangleFilled, IconArrowBackUp, IconCircleCheckFilled, IconCircleDotted } from "@tabler/icons-react";
import { shortStamp } from "#app/data/clock.ts";
import { useMe } from "#app/data/me.ts";
import { lastOpened } from "#app/features/reading/last-opened.ts";
import classes from "#app/features/reading/review-list.module.css";
import { ButtonLink } from "#app/ui/button-link.tsx";
import type { ReviewEntry } from "#core/api/review.ts";
import { PHASE_TEXT, type Phase } from "#core/review/flow.ts";

const SHAPES: Record<Phase, typeof IconCircleDotted> = {
  drafting: IconCircleDotted,
  submitted: IconAlertTriangleFilled,
  reviewing: IconCircleDotted,
  returned: IconArrowBackUp,
  concluded: IconCircleCheckFilled,
};

/** One district a line: what is left, and the way to where one left off. */
export function ReviewRows({ title, entries }: { title: string; entries: readonly ReviewEntry[] }) {
  return (
    <section className={classes.group}>
      <h2 className={classes.groupTitle}>
        {title}
        <span>{entries.length}个</span>
      </h2>
      <div className={classes.box}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">区县</th>
              <th scope="col">状态</th>
              <th scope="col" className={classes.number}>
                未阅
              </th>
              <th scope="col" className={classes.number}>
                未作结论
              </th>
              <th scope="col" className={classes.number}>
                退回后修改
              </th>
              <th scope="col" className={classes.number}>
                需第三人
              </th>
              <th scope="col" className={classes.number}>
                条目
              </th>
              <th scope="col">
                <span className={classes.hidden}>操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.submissionId} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ entry }: { entry: ReviewEntry }) {
  const { accountId } = useMe();
  const { submissionId, district, phase, round, counts, duty, sections } = entry;
  const Shape = SHAPES[phase];
  const itemKey = entry.nextItem ?? lastOpened(accountId, submissionId);
  const text = offer(entry);
  return (
    <tr>
      <th scope="row">
        {district}
        {duty === "item" && sections !== null && <small>负责{sections.length}个部分</small>}
      </th>
      <td>
        <span className={classes.phase} data-phase={phase}>
          <Shape size={15} aria-hidden />
          {PHASE_TEXT[phase]}
        </span>
        <small>
          {round > 1 && `第${round}次报送，`}
          {shortStamp(entry.submittedAt)}
        </small>
      </td>
      <Count value={counts.unread} />
      <Count value={counts["no-verdict"]} />
      <Count value={counts.changed} />
      <Count value={counts["needs-third"]} />
      <td className={classes.number}>{entry.items}</td>
      <td className={classes.way}>
        {itemKey === undefined ? (
          <ButtonLink
            size="xs"
            to="/reviews/$submissionId"
            params={{ submissionId }}
            variant={duty === "none" ? "default" : "filled"}
            aria-label={`${text}：${district}`}
          >
            {text}
          </ButtonLink>
        ) : (
          <ButtonLink
            size="xs"
            to="/reviews/$submissionId/items/$itemKey"
            params={{ submissionId, itemKey }}
            variant={duty === "none" ? "default" : "filled"}
            aria-label={`${text}：${district}`}
          >
            {text}
          </ButtonLink>
        )}
      </td>
    </tr>
  );
}

function Count({ value = 0 }: { value: number | undefined }) {
  return (
    <td className={classes.number} data-none={value === 0}>
      {value}
    </td>
  );
}

function offer({ phase, duty, counts, items }: ReviewEntry): string {
  if (duty === "none" || phase === "concluded") return "查看";
  if (phase === "submitted") return "开始审核";
  return (counts.unread ?? 0) === items ? "开始阅读" : "继续审核";
}

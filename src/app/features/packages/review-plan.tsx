import { Button } from "@mantine/core";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/packages/packages.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { STAMP_LENGTH } from "#core/document/version.ts";
import type { ImportPlan, PlannedReview } from "#core/package/plan.ts";

export interface ReviewPlanProps {
  plan: ImportPlan;
  review: PlannedReview;
  busy: boolean;
  onConfirm: () => void;
  onDrop: () => void;
}

/** The city's conclusion, before it is taken in: there is nothing to choose, only to look at. */
export function ReviewPlan({ plan, review, busy, onConfirm, onDrop }: ReviewPlanProps) {
  const { city, concludedAt, concludedBy, grade, hash, problems, replaces, round, total } = review;
  return (
    <div>
      <p className={classes.counts}>
        {plan.district}
        {plan.year}年度自评的审核结果，由{city}
        {concludedBy}于{shortStamp(concludedAt)}办结。审核的是本区县第{round}次报送的版本，校验值
        {hash.slice(0, STAMP_LENGTH)}。
      </p>
      <p className={classes.counts}>
        核定总分{total}
        {grade !== null && `，等次“${grade}”`}，列出问题{problems}个。
        {plan.importedAt === null && "导入后本年度即为已办结，问题列入整改台账。"}
      </p>
      {plan.importedAt !== null && <Notice tone="calm">此审核结果已导入过，再次导入不会改动任何内容。</Notice>}
      {replaces && plan.importedAt === null && (
        <Notice tone="warn">
          本系统已有较早的审核结果，导入后以数据包为准；仍列出的问题保留已填的整改情况，不再列出的撤下。
        </Notice>
      )}
      <div className={classes.actions}>
        <Button disabled={busy} onClick={onConfirm}>
          {plan.importedAt === null ? "确认导入" : "知道了"}
        </Button>
        <Button variant="default" disabled={busy} onClick={onDrop}>
          放弃
        </Button>
      </div>
    </div>
  );
}

import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/reading/review-tree.module.css";
import type { ReviewDetail } from "#core/api/review.ts";
import { PHASE_TEXT } from "#core/review/flow.ts";

export interface ReviewHeadProps {
  review: ReviewDetail;
  /** how many items are put aside to be returned */
  returning: number;
  onReturn: () => void;
}

/** Which district and version this is, how far the reader is, and what can be done with the whole. */
export function ReviewHead({ review, returning, onReturn }: ReviewHeadProps) {
  const mine = review.items.filter((item) => item.mine);
  const read = mine.filter((item) => item.read).length;
  const decided = mine.filter((item) => item.own !== null).length;
  return (
    <div className={classes.summary}>
      <p className={classes.title}>
        {review.district} · {review.year}年度
      </p>
      <p className={classes.words}>
        {PHASE_TEXT[review.phase]}，第{review.round}次报送（{shortStamp(review.submittedAt)}，{review.submittedBy}）。
        {mine.length > 0
          ? `我负责${mine.length}条：已阅${read}，已作结论${decided}。`
          : `共${review.items.length}条，您只查看。`}
      </p>
      <div className={classes.ways}>
        <Link to="/reviews" search={{ cycle: review.cycleId }}>
          返回审核清单
        </Link>
        {review.may.return && (
          <Button
            size="compact-sm"
            variant={returning > 0 ? "filled" : "default"}
            leftSection={<IconArrowBackUp size={15} />}
            onClick={onReturn}
          >
            退回条目{returning > 0 && `（${returning}）`}
          </Button>
        )}
      </div>
    </div>
  );
}

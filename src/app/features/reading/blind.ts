import type { ReviewItem } from "#core/api/review.ts";

/** Two readers decide without each other's word; a third one is there to settle between them and sees both. */
export const hidesOthers = ({
  mine,
  mayWrite,
  own,
  settled,
}: Pick<ReviewItem, "mine" | "mayWrite" | "own" | "settled">) =>
  mine && mayWrite && own === null && settled.state !== "needs-third";

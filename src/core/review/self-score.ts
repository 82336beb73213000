import { compareDecimals } from "#core/quantity/decimal.ts";
import type { Scoring } from "#core/review/scoring.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

/** What keeps a submission from being submitted in a cycle: scores beyond the points, or missing where they are asked for. */
export const selfScoreFaults = (
  { template, answers }: Pick<SubmissionContent, "template" | "answers">,
  { items, selfScore }: Pick<Scoring, "items" | "selfScore">,
): GateReason[] =>
  outline(template).flatMap((placed) => {
    const { key } = placed.item;
    const worth = Object.hasOwn(items, key) ? items[key] : undefined;
    const given = answers.get(key)?.selfScore;
    const message = faultOf(given, worth?.points, selfScore === "required" && worth?.bonus === false);
    return message === undefined
      ? []
      : [
          {
            id: `self-score:${key}`,
            kind: "self-score" as const,
            blocks: true,
            itemKey: key,
            item: placedTitle(placed),
            message,
          },
        ];
  });

function faultOf(given: string | undefined, points: string | undefined, required: boolean): string | undefined {
  if (given === undefined) return required ? `尚未填写自评得分，本条满分${points}分` : undefined;
  if (points === undefined) return "本条不计分，请清除自评得分";
  return compareDecimals(given, points) > 0 ? `自评得分${given}分超过本条满分${points}分` : undefined;
}

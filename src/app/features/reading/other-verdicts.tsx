import { IconEyeOff } from "@tabler/icons-react";
import { hidesOthers } from "#app/features/reading/blind.ts";
import classes from "#app/features/reading/verdict.module.css";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { ReviewItem } from "#core/api/review.ts";
import { SCORE_STATE_TEXT } from "#core/review/ledger.ts";

/** What the other inspectors decided; a second reader sees it only after deciding. */
export function OtherVerdicts({ item, accountId }: { item: ReviewItem; accountId: string }) {
  if (hidesOthers(item))
    return (
      <p className={classes.blind}>
        <IconEyeOff size={15} aria-hidden />
        其他督学的结论在您作出结论后显示。
      </p>
    );
  const others = item.verdicts.filter((each) => each.accountId !== accountId);
  const { state, verified } = item.settled;
  return (
    <>
      {state !== "none" && (
        <p className={classes.settled}>
          {SCORE_STATE_TEXT[state]}
          {verified !== null && `，核定${verified}分`}
        </p>
      )}
      {others.length > 0 && (
        <ul className={classes.others}>
          {others.map((each) => (
            <li key={each.accountId}>
              <strong>{each.inspector}</strong>
              <VerdictMark verdict={each.verdict} earlier={each.earlier} />
              {each.score !== null && <span>{each.score}分</span>}
              {each.agenda && <span>列入会商</span>}
              {each.deductions.map(({ points, reason }) => (
                <p key={reason}>
                  扣{points}分：{reason}
                </p>
              ))}
              {each.opinion !== "" && <p>{each.opinion}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

import classes from "#app/ui/text-difference.module.css";
import { diffText } from "#core/answer/merge-text.ts";

/** Of a long stretch that did not change, this much is shown at either end. */
const CONTEXT = 40;

const shortened = (text: string): string =>
  text.length <= 3 * CONTEXT ? text : `${text.slice(0, CONTEXT)}……${text.slice(-CONTEXT)}`;

export interface TextChange {
  from: string;
  to: string;
}

/** What was taken out and what was put in, marked by line and colour and named for those who hear it. */
export function TextDifference({ from, to }: TextChange) {
  return <TextChanges changes={diffText(from, to)} />;
}

/** The same for pieces that have been told apart already. */
export function TextChanges({ changes }: { changes: readonly TextChange[] }) {
  let at = 0;
  return (
    <>
      {changes.map((change) => {
        at += change.from.length + change.to.length + 1;
        if (change.from === change.to) return <span key={at}>{shortened(change.to)}</span>;
        return (
          <span key={at}>
            {change.from !== "" && (
              <del className={classes.removed}>
                <span className={classes.spoken}>删去：</span>
                {change.from}
              </del>
            )}
            {change.to !== "" && (
              <ins className={classes.added}>
                <span className={classes.spoken}>增加：</span>
                {change.to}
              </ins>
            )}
          </span>
        );
      })}
    </>
  );
}

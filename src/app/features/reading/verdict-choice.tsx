import classes from "#app/features/reading/verdict.module.css";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { VerdictKind } from "#core/review/verdict.ts";

/** In the order of the keys 1–4. */
export const VERDICT_KEYS: readonly VerdictKind[] = ["met", "mostly-met", "not-met", "needs-material"];

export interface VerdictChoiceProps {
  value: VerdictKind | null;
  /** whether the keys 1–4 choose here */
  keys: boolean;
  onChoose: (verdict: VerdictKind) => void;
}

export function VerdictChoice({ value, keys, onChoose }: VerdictChoiceProps) {
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.hidden}>结论</legend>
      {VERDICT_KEYS.map((verdict, index) => (
        <button key={verdict} type="button" aria-pressed={verdict === value} onClick={() => onChoose(verdict)}>
          {keys && <kbd aria-hidden>{index + 1}</kbd>}
          <VerdictMark verdict={verdict} />
        </button>
      ))}
    </fieldset>
  );
}

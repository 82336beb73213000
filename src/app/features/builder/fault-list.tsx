import classes from "#app/features/builder/expression.module.css";
import type { ExpressionMark } from "#core/builder/expression-faults.ts";

export interface FaultListProps {
  id: string;
  text: string;
  /** why the text is not taken at all */
  error: string | undefined;
  faults: readonly ExpressionMark[];
  onRepair: (from: number, to: number, text: string) => void;
  onShow: (from: number, to: number) => void;
}

/** More than that is put right one after the other. */
const SHOWN = 3;

/** What is wrong, each with its place, and the repair where there is one. */
export function FaultList({ id, text, error, faults, onRepair, onShow }: FaultListProps) {
  if (error === undefined && faults.length === 0) return null;
  return (
    <ul id={id} className={classes.faults}>
      {error !== undefined && <li>{error}</li>}
      {faults.slice(0, SHOWN).map(({ from, to, message, repair }) => (
        <li key={`${from} ${message}`}>
          <button type="button" className={classes.place} onClick={() => onShow(from, to)}>
            {placeText(text, from, to)}
          </button>
          {message}
          {repair !== undefined && (
            <button type="button" className={classes.repair} onClick={() => onRepair(from, to, repair)}>
              改为“{repair}”
            </button>
          )}
        </li>
      ))}
      {faults.length > SHOWN && <li>另有{faults.length - SHOWN}处</li>}
    </ul>
  );
}

/** Signs as people count them. */
const count = (text: string): number => [...text].length;

function placeText(text: string, from: number, to: number): string {
  const first = count(text.slice(0, from)) + 1;
  const last = count(text.slice(0, to));
  if (to <= from) return from >= text.trimEnd().length ? "末尾" : `第${first}字前`;
  return last > first ? `第${first}—${last}字` : `第${first}字`;
}

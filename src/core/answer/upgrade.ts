/** The format in which answers are written today. */
export const ANSWER_FORMAT = 2;

type Stored = Record<string, unknown>;

/** Never edited, only added to: the step at index n makes format n + 2 out of format n + 1. */
const STEPS: readonly ((stored: Stored) => Stored)[] = [
  // 2: what was taken over from an earlier year is marked; nothing was until then
  (stored) => ({ ...stored, format: 2 }),
];

/** Brings a stored answer of any earlier format to today's; what is of none is left for the schema to refuse. */
export function upgradeAnswer(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null || !("format" in stored)) return stored;
  const { format } = stored;
  if (typeof format !== "number" || !Number.isInteger(format) || format < 1) return stored;
  return STEPS.slice(format - 1).reduce((older, step) => step(older), stored as Stored);
}

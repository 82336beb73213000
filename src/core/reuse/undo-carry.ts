import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { same } from "#core/answer/canonical.ts";
import { parseCarriedPath, valueAt } from "#core/answer/carried.ts";
import { sameAnswer } from "#core/answer/merge.ts";
import { type NumberValue, storedValues } from "#core/field/value.ts";
import type { CarryChange } from "#core/reuse/apply-carry.ts";

/**
 * Takes back what was taken over, as a whole: what nobody has touched since is as it was before, and what somebody has
 * confirmed, written or changed since stays.
 */
export function undoCarry(changes: readonly CarryChange[], answers: ReadonlyMap<string, Answer>): CarryChange[] {
  return changes.flatMap(({ itemKey, before, after }): CarryChange[] => {
    const now = answers.get(itemKey) ?? emptyAnswer();
    const undone = sameAnswer(after, now) ? before : takeBack({ before, after, now });
    return sameAnswer(now, undone) ? [] : [{ itemKey, before: now, after: undone }];
  });
}

interface Sides {
  before: Answer;
  after: Answer;
  now: Answer;
}

const takeBack = (sides: Sides): Answer =>
  Object.keys(sides.after.carried ?? {})
    .filter((path) => isUntouched(path, sides))
    .reduce((answer, path) => restore(answer, path, sides.before), sides.now);

/** It was put in by this, and stands there still as it was put in. */
function isUntouched(path: string, { before, after, now }: Sides): boolean {
  const mark = after.carried?.[path];
  return (
    !same(mark, before.carried?.[path]) &&
    same(mark, now.carried?.[path]) &&
    same(valueAt(after, path), valueAt(now, path))
  );
}

function restore(answer: Answer, path: string, before: Answer): Answer {
  const place = parseCarriedPath(path);
  if (!place) return answer;
  const { carried: marks, narrative, ...rest } = answer;
  const { [path]: _, ...others } = marks ?? {};
  const mark = before.carried?.[path];
  const carried = mark === undefined ? others : { ...others, [path]: mark };
  const prose = place.kind === "narrative" ? before.narrative : narrative;
  return {
    ...rest,
    values: place.kind === "narrative" ? rest.values : restoredValues(answer, place, before),
    ...(prose === undefined ? {} : { narrative: prose }),
    ...(Object.keys(carried).length === 0 ? {} : { carried }),
  };
}

function restoredValues(
  { values }: Answer,
  { kind, fieldKey }: { kind: "value" | "prior" | "narrative"; fieldKey: string },
  before: Answer,
): Answer["values"] {
  const { [fieldKey]: value, ...others } = values;
  const was = before.values[fieldKey];
  if (kind === "value") return was === undefined ? others : { ...others, [fieldKey]: was };
  const { prior: _, ...figure } = numberIn(value);
  const { prior } = numberIn(was);
  const restored: NumberValue = prior === undefined ? figure : { ...figure, prior };
  return Object.keys(restored).length === 0 ? others : { ...others, [fieldKey]: restored };
}

function numberIn(value: unknown): NumberValue {
  const parsed = storedValues.number.safeParse(value);
  return parsed.success ? parsed.data : {};
}

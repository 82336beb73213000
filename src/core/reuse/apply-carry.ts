import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { type CarriedPart, parseCarriedPath } from "#core/answer/carried.ts";
import { sameAnswer } from "#core/answer/merge.ts";
import { type NumberValue, type StoredValue, storedValues } from "#core/field/value.ts";
import { type CarryChoices, type CarryEvidence, type CarryPart, type CarryPlan, isChosen } from "#core/reuse/plan.ts";

/** An item's answer before and after something was taken over into it. */
export interface CarryChange {
  itemKey: string;
  before: Answer;
  after: Answer;
}

export interface CarryResult {
  changes: CarryChange[];
  /** what is to be linked; the caller makes records of it, marked as last year's */
  evidence: CarryEvidence[];
}

type Answers = ReadonlyMap<string, Answer>;

/**
 * The answers with the chosen parts put in. Every part is marked with where it comes from and counts for nothing until
 * somebody vouches for it; the filler's own mark goes from every item that is touched. Explanations stay as they are.
 */
export function applyCarry(plan: CarryPlan, choices: CarryChoices, answers: Answers): CarryResult {
  const open = plan.items.filter(({ locked }) => !locked);
  const changes = open.flatMap(({ itemKey, parts }): CarryChange[] => {
    const chosen = parts.filter(
      (part) => part.value !== undefined && isChosen(part, choices) && (choices.mode === "overwrite" || !part.taken),
    );
    if (chosen.length === 0) return [];
    const before = answers.get(itemKey) ?? emptyAnswer();
    const after = chosen.reduce((answer, part) => put(answer, part, plan), { ...before, done: false });
    return sameAnswer(before, after) ? [] : [{ itemKey, before, after }];
  });
  const evidence = open.flatMap((item) => item.evidence.filter((each) => !each.taken && isChosen(each, choices)));
  return { changes, evidence };
}

function put(answer: Answer, part: CarryPart, { fromYear, toYear }: CarryPlan): Answer {
  const place = parseCarriedPath(part.path);
  if (!place || part.value === undefined) return answer;
  const mark: CarriedPart = {
    year: fromYear,
    into: toYear,
    itemKey: part.from.itemKey,
    heading: part.from.heading,
    was: part.value,
    confirmed: false,
  };
  const marked = { ...answer, carried: { ...answer.carried, [part.path]: mark } };
  if (place.kind === "narrative") return typeof part.value === "string" ? { ...marked, narrative: part.value } : answer;
  const value = place.kind === "value" ? part.value : withPrior(answer.values[place.fieldKey], part.value);
  return value === undefined ? answer : { ...marked, values: { ...answer.values, [place.fieldKey]: value } };
}

function withPrior(value: StoredValue | undefined, prior: StoredValue): NumberValue | undefined {
  if (typeof prior !== "string") return undefined;
  const known = value === undefined ? undefined : storedValues.number.safeParse(value);
  return { ...(known?.success ? known.data : {}), prior };
}

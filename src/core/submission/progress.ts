import type { Answer } from "#core/answer/answer.ts";
import { settledAnswer } from "#core/answer/carried.ts";
import { type Evidence, evidenceOf } from "#core/evidence/evidence.ts";
import { isAnswered } from "#core/field/table.ts";
import { storedValues } from "#core/field/value.ts";
import { type CarryObstacles, carryObstacles } from "#core/reuse/item-carry.ts";
import { stageDecreases } from "#core/stage/decrease.ts";
import type { Item } from "#core/template/schema.ts";

/** What an item still asks for. `done` is the filler's own mark and can only stand on a complete item. */
export interface ItemProgress {
  state: "empty" | "started" | "complete" | "done";
  /** required fields, the narrative, required evidence slots, explanations of what fell */
  filled: number;
  wanted: number;
  missing: Missing[];
  /** what stands there from an earlier year and is not settled: the mark cannot stand until it is */
  carry: CarryObstacles;
}

export type Missing =
  | { kind: "field"; key: string; label: string }
  | { kind: "narrative" }
  | { kind: "evidence"; slot: string; title: string }
  /** a fall that must be explained; the checks name it under the same id */
  | { kind: "explanation"; id: string; title: string };

/** The explanation under which a missing piece of evidence is accounted for. */
export const slotExplanationId = (slot: string): string => `slot:${slot}`;

export const asksForNarrative = (item: Item): boolean =>
  item.prose && !item.fields.some((field) => field.type === "entries");

export const hasNarrative = (answer: Answer | undefined): boolean => (answer?.narrative ?? "").trim() !== "";

/** As much of an evidence record as progress looks at. */
export type LinkedRecord = Pick<Evidence, "id" | "links" | "carried">;

/** What nobody has vouched for since it was taken over from an earlier year is not there yet. */
export function itemProgress(item: Item, stored: Answer | undefined, all: readonly LinkedRecord[]): ItemProgress {
  const carry = carryObstacles(item.key, stored, evidenceOf(item.key, all));
  const answer = stored && settledAnswer(stored);
  const records = all.filter((record) => record.carried === undefined);
  const wantedFields = item.fields.filter((field) => field.required);
  const wantedSlots = item.evidence.filter((slot) => slot.required);
  const linked = new Set(evidenceOf(item.key, records).map(({ link }) => link.slot));
  const falls = fallsToExplain(item, answer);
  const missing: Missing[] = [];
  for (const field of wantedFields)
    if (!isAnswered(field, answer?.values[field.key]))
      missing.push({ kind: "field", key: field.key, label: field.label });
  if (asksForNarrative(item) && !hasNarrative(answer)) missing.push({ kind: "narrative" });
  for (const slot of wantedSlots)
    if (!linked.has(slot.key) && !answer?.explanations[slotExplanationId(slot.key)]?.trim())
      missing.push({ kind: "evidence", slot: slot.key, title: slot.title });
  for (const { id, label } of falls)
    if (!answer?.explanations[id]?.trim()) missing.push({ kind: "explanation", id, title: `${label}下降的原因` });
  const wanted = wantedFields.length + (asksForNarrative(item) ? 1 : 0) + wantedSlots.length + falls.length;
  const filled = wanted - missing.length;
  const unsettled = carry.unconfirmed + carry.stale > 0;
  const touched =
    filled > 0 ||
    carry.unconfirmed > 0 ||
    linked.size > 0 ||
    hasNarrative(answer) ||
    item.fields.some((field) => isAnswered(field, answer?.values[field.key]));
  return {
    state: unsettled ? "started" : stateOf(answer, filled, wanted, touched),
    filled,
    wanted,
    missing,
    carry,
  };
}

/** What nobody has verified asks for nothing. */
const fallsToExplain = (item: Item, answer: Answer | undefined) =>
  item.fields.flatMap((field) => {
    if (field.type !== "stages" || field.standing === "unverified" || field.severity !== "warning") return [];
    const stored = storedValues.stages.safeParse(answer?.values[field.key]);
    return stored.success ? stageDecreases(item.key, field, stored.data) : [];
  });

function stateOf(answer: Answer | undefined, filled: number, wanted: number, touched: boolean): ItemProgress["state"] {
  if (filled === wanted && wanted > 0) return answer?.done ? "done" : "complete";
  if (answer?.done && wanted === 0) return "done";
  return touched ? "started" : "empty";
}

export interface Progress {
  items: number;
  done: number;
  complete: number;
  started: number;
}

export function totalProgress(all: readonly ItemProgress[]): Progress {
  const count = (state: ItemProgress["state"]): number => all.filter((each) => each.state === state).length;
  return { items: all.length, done: count("done"), complete: count("complete"), started: count("started") };
}

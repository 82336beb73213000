import { z } from "zod";
import { storedValue } from "#core/field/value.ts";
import { MATCHES } from "#core/reuse/match-items.ts";

/** One thing of last year's and the place that it would go to. */
export const carryPart = z.object({
  /** item key and place: two-only-increase/narrative */
  id: z.string(),
  itemKey: z.string(),
  /** narrative, values.教育支出, values.教育支出.prior */
  path: z.string(),
  label: z.string(),
  from: z.object({ itemKey: z.string(), heading: z.string(), label: z.string() }),
  /** what it says, for people to read */
  text: z.string(),
  /** what would be written; absent = only to be looked at */
  value: storedValue.optional(),
  /** whether it is taken over unless somebody says otherwise */
  chosen: z.boolean(),
  how: z.enum([...MATCHES, "lineage", "indicator"]),
  /** 0 to 1; below 1 it is a proposal */
  score: z.number(),
  /** something stands at the place already */
  taken: z.boolean(),
  /** why it is only to be looked at, or what to look at */
  note: z.string().optional(),
});
export type CarryPart = z.infer<typeof carryPart>;

export const carryEvidence = z.object({
  /** item key and record: two-only-increase/evidence/… */
  id: z.string(),
  itemKey: z.string(),
  evidenceId: z.string(),
  title: z.string(),
  slot: z.string().optional(),
  pagesCited: z.string().optional(),
  /** ran out before the period that the new report is about: it must be replaced */
  outdated: z.boolean(),
  chosen: z.boolean(),
  taken: z.boolean(),
});
export type CarryEvidence = z.infer<typeof carryEvidence>;

/** blank = last year's item goes on here, but nothing was filled in there; new = nothing of last year's does */
export const carryStatus = z.enum(["carried", "reference", "blank", "new"]);
export type CarryStatus = z.infer<typeof carryStatus>;

export const carryItem = z.object({
  itemKey: z.string(),
  /** 5.严格落实教育经费“两个只增不减” */
  title: z.string(),
  status: carryStatus,
  how: z.enum(MATCHES).optional(),
  score: z.number(),
  sources: z.array(z.object({ itemKey: z.string(), title: z.string() })),
  parts: z.array(carryPart),
  evidence: z.array(carryEvidence),
  /** its unit has handed it in: nothing is written */
  locked: z.boolean(),
});
export type CarryItem = z.infer<typeof carryItem>;

/** What of an old item has no place in the new checklist, in full. */
export const carryLeft = z.object({
  itemKey: z.string(),
  title: z.string(),
  reason: z.string(),
  parts: z.array(z.object({ path: z.string(), label: z.string(), text: z.string() })),
  evidence: z.array(z.string()),
});
export type CarryLeft = z.infer<typeof carryLeft>;

/** What would be taken over from an earlier year into this one. Nothing is written by it. */
export const carryPlan = z.object({
  fromYear: z.int(),
  toYear: z.int(),
  items: z.array(carryItem),
  /** old items that go on under none of the new ones */
  dropped: z.array(carryLeft),
  /** what has no place although its item goes on */
  unplaced: z.array(carryLeft),
  /** dates, document numbers and the like, which no year takes from another */
  withheld: z.array(z.object({ itemKey: z.string(), title: z.string(), label: z.string() })),
});
export type CarryPlan = z.infer<typeof carryPlan>;

export const carryChoices = z.strictObject({
  /** what stands there already is left alone, or replaced */
  mode: z.enum(["unanswered", "overwrite"]),
  /** parts and evidence beyond those that are chosen by default: proposals that somebody confirms */
  include: z.array(z.string().max(300)).max(5000),
  exclude: z.array(z.string().max(300)).max(5000),
});
export type CarryChoices = z.infer<typeof carryChoices>;

/** Whether the part is to be taken over under these choices. Only what has something to write can be. */
export const isChosen = (part: Pick<CarryPart, "id" | "chosen">, { include, exclude }: CarryChoices): boolean =>
  !exclude.includes(part.id) && (part.chosen || include.includes(part.id));

export interface CarryCounts {
  carried: number;
  reference: number;
  blank: number;
  new: number;
  dropped: number;
  unplaced: number;
  proposals: number;
}

export function countPlan({ items, dropped, unplaced }: CarryPlan): CarryCounts {
  const count = (status: CarryStatus): number => items.filter((each) => each.status === status).length;
  return {
    carried: count("carried"),
    reference: count("reference"),
    blank: count("blank"),
    new: count("new"),
    dropped: dropped.length,
    unplaced: unplaced.length,
    proposals: items.flatMap(({ parts }) => parts).filter(({ score, value }) => score < 1 && value !== undefined)
      .length,
  };
}

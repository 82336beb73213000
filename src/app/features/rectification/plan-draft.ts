import { z } from "zod";
import type { Problem } from "#core/api/rectification.ts";
import { type RectificationPlan, rectificationPlan } from "#core/review/problem.ts";

/** The plan while it is being written; "" = no day yet. */
export const planDraft = z.object({ measure: z.string(), unit: z.string(), person: z.string(), due: z.string() });
export type PlanDraft = z.infer<typeof planDraft>;

export const draftOf = ({ measure, unit, person, due }: Problem): PlanDraft => ({
  measure,
  unit,
  person,
  due: due ?? "",
});

export const sameDraft = (a: PlanDraft, b: PlanDraft): boolean =>
  a.measure.trim() === b.measure.trim() &&
  a.unit.trim() === b.unit.trim() &&
  a.person.trim() === b.person.trim() &&
  a.due === b.due;

export type PlanFaults = Partial<Record<keyof PlanDraft, string>>;

/** What would be saved, or what stands against it, by field. */
export function planOf(draft: PlanDraft): { plan: RectificationPlan } | { faults: PlanFaults } {
  const parsed = rectificationPlan.safeParse({ ...draft, due: draft.due === "" ? null : draft.due });
  if (parsed.success) return { plan: parsed.data };
  const { fieldErrors } = z.flattenError(parsed.error);
  const first = (field: keyof PlanDraft) => fieldErrors[field]?.[0];
  return {
    faults: Object.fromEntries(
      (["measure", "unit", "person", "due"] as const).flatMap((field) => {
        const message = first(field);
        return message === undefined ? [] : [[field, message]];
      }),
    ),
  };
}

import { useSessionStorage } from "@mantine/hooks";
import { draftOf, type PlanDraft, planDraft, sameDraft } from "#app/features/rectification/plan-draft.ts";
import type { Problem } from "#core/api/rectification.ts";

export interface KeptPlan {
  stored: PlanDraft;
  draft: PlanDraft;
  /** something is typed that the server has not got */
  dirty: boolean;
  put: (change: Partial<PlanDraft>) => void;
  forget: () => void;
}

/** The plan as it is being written; it outlives a reload until it is saved. */
export function usePlanDraft(problem: Problem): KeptPlan {
  const [kept, setKept, forget] = useSessionStorage<PlanDraft | null>({
    key: `ziping.plan.${problem.id}`,
    defaultValue: null,
    getInitialValueInEffect: false,
    deserialize: readDraft,
  });
  const stored = draftOf(problem);
  const draft = kept ?? stored;
  return {
    stored,
    draft,
    dirty: !sameDraft(draft, stored),
    put: (change) => setKept({ ...draft, ...change }),
    forget,
  };
}

function readDraft(text: string | undefined): PlanDraft | null {
  try {
    const parsed = planDraft.safeParse(JSON.parse(text ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

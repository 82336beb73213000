import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { z } from "zod";
import { CallError, call } from "#app/data/client.ts";
import { useKept } from "#app/data/use-kept.ts";
import { type DutyPlan, dutiesOf, planOf, samePlan } from "#app/features/cycle/duty-plan.ts";
import { type CycleDetail, duty, putDuties } from "#core/api/cycle.ts";

const kept = z.object({
  /** the cycle's when the table was first touched */
  version: z.int(),
  duties: z.array(duty),
});

export interface DutyDraft {
  plan: DutyPlan;
  changed: boolean;
  /** kept on this machine */
  safe: boolean;
  /** somebody else changed the year meanwhile */
  stale: boolean;
  put: (plan: DutyPlan) => void;
  drop: () => void;
  /** replaces what is stored by what stands here */
  save: () => void;
  saving: boolean;
  saved: boolean;
  failure: string | undefined;
}

/** The table of duties while it is worked on; it is there again after a reload. */
export function useDutyDraft(
  cycle: CycleDetail,
  sections: readonly string[],
  /** who can be assigned: whoever is disabled meanwhile loses the duty when the table is saved */
  inspectors: readonly { accountId: string }[],
  accountId: string,
  onChanged: (cycle: CycleDetail) => void,
  onStale: () => void,
): DutyDraft {
  const { value, put: keep, safe } = useKept(`duties ${accountId} ${cycle.id}`, kept);
  const stored = useMemo(() => planOf(cycle.duties), [cycle.duties]);
  const plan = useMemo(() => (value ? planOf(value.duties) : stored), [value, stored]);
  const districts = useMemo(() => cycle.districts.map(({ id }) => id), [cycle.districts]);
  const put = (next: DutyPlan): void => {
    send.reset();
    keep(
      samePlan(next, stored)
        ? undefined
        : { version: value?.version ?? cycle.version, duties: dutiesOf(next, districts, sections) },
    );
  };
  const send = useMutation({
    mutationFn: () =>
      call(putDuties, {
        params: { cycleId: cycle.id },
        body: {
          version: cycle.version,
          duties: dutiesOf(plan, districts, sections).filter((each) =>
            inspectors.some((known) => known.accountId === each.accountId),
          ),
        },
      }),
    onSuccess: (changed) => {
      keep(undefined);
      onChanged(changed);
    },
    onError: (error) => {
      if (error instanceof CallError && error.code === "cycle.stale") onStale();
    },
  });
  return {
    plan,
    changed: value !== undefined && !samePlan(plan, stored),
    safe,
    stale: value !== undefined && value.version !== cycle.version,
    put,
    drop: () => keep(undefined),
    save: () => send.mutate(),
    saving: send.isPending,
    saved: send.isSuccess,
    failure: send.error?.message,
  };
}

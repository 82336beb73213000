import { type Actor, can } from "#core/access/access.ts";
import type { Phase } from "#core/review/flow.ts";
import { type CycleRow, readDuties, readEntered } from "#server/services/review/cycle-rows.ts";
import type { Db } from "#server/store/store.ts";

/** A district with a frozen version that the reader may read, whole or in part. */
export interface Readable {
  submissionId: string;
  districtId: string;
  district: string;
  phase: Phase;
  round: number;
  version: number;
  /** the reader's own: undefined = none; null = all of the district */
  sections: readonly string[] | null | undefined;
}

/** By name of the district. Of drafts there is nothing to read. */
export async function readReadable(db: Db, actor: Actor, cycle: CycleRow): Promise<Readable[]> {
  const duties = new Map(
    (await readDuties(db, cycle.id))
      .filter(({ accountId }) => accountId === actor.accountId)
      .map(({ districtId, sections }) => [districtId, sections]),
  );
  return (await readEntered(db, cycle)).flatMap(
    ({ submissionId, districtId, district, phase, currentRound, version }): Readable[] => {
      const sections = duties.get(districtId);
      const duty = sections === undefined ? "none" : sections === null ? "district" : "item";
      const subject = { organisationId: districtId, cityId: cycle.cityId, phase, duty } as const;
      if (currentRound === null || !can(actor, "review.read", subject)) return [];
      return [{ submissionId, districtId, district, phase, round: currentRound, version, sections }];
    },
  );
}

/** An inspector has to begin before anything is seen: until then the district can still take it back. */
export const isUnopened = (actor: Actor, { phase }: Pick<Readable, "phase">): boolean =>
  phase === "submitted" && !actor.roles.some((role) => role === "supervisor" || role === "reader");

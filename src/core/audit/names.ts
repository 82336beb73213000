/** What stands for the ids in an event when it is read: the caller looks them up, and says so where one is gone. */
export interface EventNames {
  unit: (unitId: string) => string;
  item: (submissionId: string, itemKey: string) => string;
  evidence: (evidenceId: string) => string;
}

/** Where nothing can be looked up: keys and ids as they are. */
export const BARE_NAMES: EventNames = {
  unit: (unitId) => unitId,
  item: (_submissionId, itemKey) => itemKey,
  evidence: (evidenceId) => evidenceId,
};

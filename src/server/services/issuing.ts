import type { Actor, Subject } from "#core/access/access.ts";
import { worksAlone } from "#server/auth/identity.ts";
import { draftOwner } from "#server/services/draft-rows.ts";
import type { Db } from "#server/store/store.ts";

/** The checklists of the actor's own organisation. */
export const ownChecklists = async (db: Db, actor: Actor): Promise<Subject> => ({
  organisationId: actor.organisation.id,
  alone: await worksAlone(db),
});

/** Who makes a draft; undefined = there is none. */
export async function draftSubject(db: Db, draftId: string): Promise<Subject | undefined> {
  const organisationId = await draftOwner(db, draftId);
  return organisationId === undefined ? undefined : { organisationId, alone: await worksAlone(db) };
}

import type { Actor, OrganisationKind } from "#core/access/access.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import type { Db } from "#server/store/store.ts";

export async function insertOrganisation(
  { clock, newId }: Pick<Deps, "clock" | "newId">,
  tx: Db,
  kind: OrganisationKind,
  name: string,
  sample: boolean,
): Promise<Actor["organisation"]> {
  const id = newId();
  await tx.insertInto("organisation").values({ id, kind, name, created_at: clock().toISOString() }).execute();
  await record(
    tx,
    { organisationId: id, accountId: null, at: clock() },
    { type: "installation.set-up", organisation: name, sample },
  );
  return { id, kind };
}

import type { Actor } from "#core/access/access.ts";
import type { MockApp } from "#mocks/assemble-app.ts";

export const parcelOf = (organisationId: string): string => `parcel-${organisationId}`;

/** A package that waits for a decision of the actor's organisation, as far as the database knows. */
export async function seedParcel({ deps }: Pick<MockApp, "deps">, actor: Actor): Promise<void> {
  const parcel = {
    id: parcelOf(actor.organisation.id),
    organisation_id: actor.organisation.id,
    sha256: "0".repeat(64),
    found: "[]",
    received_at: deps.clock().toISOString(),
    received_by: actor.accountId,
    imported_at: null,
    submission_id: null,
  };
  await deps.store.db
    .insertInto("parcel")
    .values(parcel)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

import { type Actor, type OrganisationKind, ROLES_IN, type Role } from "#core/access/access.ts";
import type { Result } from "#core/result.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { insertAccount } from "#server/services/accounts.ts";
import type { Failure } from "#server/services/failure.ts";
import { insertOrganisation } from "#server/services/organisation.ts";
import { createSubmission } from "#server/services/submissions.ts";

export const SEED_PASSWORD = "seeded phrase";

/** An organisation with one account per role that it can give; names are made from `prefix`. */
export interface SeededOrganisation {
  id: string;
  kind: OrganisationKind;
  prefix: string;
  actors: ReadonlyMap<Role, Actor>;
  /** a district's year on the small checklist; the contributor's unit leads the items of 区财政局 */
  submissionId: string | undefined;
}

export function expectOk<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function seedOrganisation(
  app: Pick<MockApp, "deps">,
  kind: OrganisationKind,
  prefix: string,
  name: string,
): Promise<SeededOrganisation> {
  const { deps } = app;
  const { db } = deps.store;
  const organisation = await insertOrganisation(deps, db, kind, name, false);
  const actors = new Map<Role, Actor>();
  const passwordHash = await deps.auth.hashPassword(SEED_PASSWORD);
  const add = async (role: Role, unitId: string | null): Promise<Actor> => {
    const account = { username: `${prefix}-${role}`, name: `${name}${role}`, passwordHash, roles: [role], unitId };
    const accountId = expectOk(await insertAccount(deps.auth, db, organisation, account));
    const actor: Actor = { accountId, name: account.name, organisation, unitId: unitId ?? undefined, roles: [role] };
    actors.set(role, actor);
    return actor;
  };
  const submissionId = kind === "district" ? await startYear(app, await add("editor", null)) : undefined;
  const finance = await db
    .selectFrom("unit")
    .select("id")
    .where("organisation_id", "=", organisation.id)
    .where("name", "=", "区财政局")
    .executeTakeFirst();
  for (const role of ROLES_IN[kind])
    if (!actors.has(role)) await add(role, role === "contributor" ? (finance?.id ?? null) : null);
  return { ...organisation, prefix, actors, submissionId };
}

const startYear = async ({ deps }: Pick<MockApp, "deps">, editor: Actor): Promise<string> =>
  expectOk(
    await createSubmission(deps, deps.store.db, editor, {
      templateId: "test-small",
      templateVersion: "2022",
      year: 2022,
      deadline: "2023-03-01",
    }),
  );

export function actorOf(organisation: SeededOrganisation, role: Role): Actor {
  const actor = organisation.actors.get(role);
  if (!actor) throw new Error(`a ${organisation.kind} has no ${role}`);
  return actor;
}

export function submissionOf(organisation: SeededOrganisation): string {
  if (organisation.submissionId === undefined) throw new Error(`a ${organisation.kind} has no submission`);
  return organisation.submissionId;
}

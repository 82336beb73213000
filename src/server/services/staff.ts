import type { z } from "zod";
import { role } from "#core/access/access.ts";
import type { listStaff } from "#core/api/collation.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { listUnits } from "#server/services/units.ts";
import type { Db } from "#server/store/store.ts";

type Staff = z.infer<NonNullable<typeof listStaff.response>>;

/** Who can fill for each unit of the district, and when the unit was last at work. */
export async function readStaff(db: Db, head: SubmissionHead): Promise<Staff> {
  const units = await listUnits(db, head.organisationId);
  const accounts = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select(["account_profile.unit_id", "account_profile.roles", "auth_user.name"])
    .where("account_profile.organisation_id", "=", head.organisationId)
    .where("account_profile.disabled", "=", 0)
    .orderBy("auth_user.name")
    .execute();
  const contributors = accounts.filter(({ roles }) => role.array().parse(JSON.parse(roles)).includes("contributor"));
  const saves = await db
    .selectFrom("answer")
    .innerJoin("account_profile", "account_profile.account_id", "answer.saved_by")
    .select((eb) => ["account_profile.unit_id", eb.fn.max("answer.saved_at").as("savedAt")])
    .where("answer.submission_id", "=", head.id)
    .groupBy("account_profile.unit_id")
    .execute();
  return units.map(({ id, name }) => ({
    id,
    name,
    people: contributors.filter(({ unit_id }) => unit_id === id).map((account) => account.name),
    savedAt: saves.find(({ unit_id }) => unit_id === id)?.savedAt ?? null,
  }));
}

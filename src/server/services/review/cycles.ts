import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { same } from "#core/answer/canonical.ts";
import type {
  changeCycle as changeContract,
  putDuties as dutiesContract,
  openCycle as openContract,
} from "#core/api/cycle.ts";
import { err, ok, type Result } from "#core/result.ts";
import { defaultScoring, type Scoring } from "#core/review/scoring.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { parseRoles } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, invalid, notFound } from "#server/services/failure.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { type CycleRow, readCycle, readDistricts, readDuties, templateOf } from "#server/services/review/cycle-rows.ts";
import { storeSections } from "#server/services/review/duty-sections.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId" | "templates">;
type BodyOf<C extends { body?: unknown }> = z.infer<Extract<C["body"], z.ZodType>>;

export const openCycle = (
  using: Using,
  db: Db,
  actor: Actor,
  wanted: BodyOf<typeof openContract>,
): Promise<Result<string, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<string, Failure>> => {
    const { year, templateId, templateVersion, submitBy, reviewBy } = wanted;
    const template = await knownTemplate(tx, using.templates, templateId, templateVersion);
    if (!template) return fail("template.unknown", "所选清单不存在，请重新选择");
    const dates = checkDates(submitBy, reviewBy);
    if (!dates.ok) return dates;
    const scoring = wanted.scoring ?? defaultScoring(template);
    const sensible = checkScoring(scoring, template);
    if (!sensible.ok) return sensible;
    const [id, at] = [using.newId(), using.clock()];
    const inserted = await tx
      .insertInto("cycle")
      .values({
        id,
        organisation_id: actor.organisation.id,
        year,
        template_id: templateId,
        template_version: templateVersion,
        submit_by: submitBy,
        review_by: reviewBy,
        scoring: JSON.stringify(scoring),
        opened_at: at.toISOString(),
        version: 1,
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "year"]).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows === 0n) return fail("cycle.exists", `${year}年度评价已经开启，请直接打开`);
    const added = await addDistricts(tx, actor, { id, year }, wanted.districtIds);
    if (!added.ok) return added;
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at },
      {
        type: "cycle.opened",
        cycleId: id,
        year,
        template: `${template.id} ${template.version}`,
        districts: new Set(wanted.districtIds).size,
      },
    );
    return ok(id);
  });

const checkDates = (submitBy: string, reviewBy: string): Result<void, Failure> =>
  submitBy <= reviewBy ? ok(undefined) : invalid("reviewBy", "cycle.dates", "审核期限早于报送期限，请核对日期");

function checkScoring({ items, bands, vetoBand }: Scoring, template: Template): Result<void, Failure> {
  const known = new Set(outline(template).flatMap(({ item, place }) => (place.kind === "section" ? [item.key] : [])));
  const unknown = Object.keys(items).find((itemKey) => !known.has(itemKey));
  if (unknown !== undefined)
    return invalid("scoring.items", "scoring.unknown-item", `清单中没有可计分的条目“${unknown}”，请刷新页面后重试`);
  if (!bands.some(({ name }) => name === vetoBand))
    return invalid(
      "scoring.vetoBand",
      "scoring.veto-band",
      `一票否决对应的等次“${vetoBand}”不在等次设置中，请重新选择`,
    );
  return ok(undefined);
}

/** A district is one city's: whichever listed it first. */
async function addDistricts(
  tx: Db,
  actor: Actor,
  cycle: Pick<CycleRow, "id" | "year">,
  districtIds: readonly string[],
): Promise<Result<void, Failure>> {
  for (const districtId of new Set(districtIds)) {
    const known = await tx
      .selectFrom("organisation")
      .leftJoin("cycle_district", "cycle_district.organisation_id", "organisation.id")
      .leftJoin("cycle", (join) =>
        join.onRef("cycle.id", "=", "cycle_district.cycle_id").on("cycle.organisation_id", "!=", actor.organisation.id),
      )
      .select(["organisation.kind", (eb) => eb.fn.max("cycle.id").as("elsewhere")])
      .where("organisation.id", "=", districtId)
      .groupBy("organisation.kind")
      .executeTakeFirst();
    if (known?.kind !== "district" || known.elsewhere !== null)
      return fail("cycle.district", "所选区县不存在或不属于本市，请刷新页面后重新选择");
    await tx
      .insertInto("cycle_district")
      .values({ cycle_id: cycle.id, organisation_id: districtId, year: cycle.year })
      .execute();
  }
  return ok(undefined);
}

const STALE: Failure = { code: "cycle.stale", message: "他人刚刚调整过本年度评价，请刷新页面核对后再修改" };

/** Of two that start from the same version one wins. */
export async function nextVersion(tx: Db, cycleId: string, version: number): Promise<Result<CycleRow, Failure>> {
  const raised = await tx
    .updateTable("cycle")
    .set({ version: version + 1 })
    .where("id", "=", cycleId)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  const cycle = await readCycle(tx, cycleId);
  if (!cycle) return notFound();
  return raised.numUpdatedRows === 1n ? ok(cycle) : err(STALE);
}

export const changeCycle = (
  using: Using,
  db: Db,
  actor: Actor,
  cycleId: string,
  { version, ...change }: BodyOf<typeof changeContract>,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const raised = await nextVersion(tx, cycleId, version);
    if (!raised.ok) return raised;
    const before = raised.value;
    const to = {
      submitBy: change.submitBy ?? before.submitBy,
      reviewBy: change.reviewBy ?? before.reviewBy,
      scoring: change.scoring ?? before.scoring,
    };
    const dates = checkDates(to.submitBy, to.reviewBy);
    if (!dates.ok) return dates;
    if (!same(to.scoring, before.scoring)) {
      if (!(await isScoringOpen(tx, cycleId)))
        return fail("cycle.scoring-closed", "本年度已有区县办结，计分办法不能再修改");
      const sensible = checkScoring(to.scoring, await templateOf(tx, using.templates, before));
      if (!sensible.ok) return sensible;
    }
    await tx
      .updateTable("cycle")
      .set({ submit_by: to.submitBy, review_by: to.reviewBy, scoring: JSON.stringify(to.scoring) })
      .where("id", "=", cycleId)
      .execute();
    const districts = change.districtIds && (await changeDistricts(tx, actor, before, change.districtIds));
    if (districts && !districts.ok) return districts;
    await recordChange(using, tx, actor, before, {
      ...changed("submitBy", before.submitBy, to.submitBy),
      ...changed("reviewBy", before.reviewBy, to.reviewBy),
      ...changed("scoring", before.scoring, to.scoring),
      ...(districts ? changed("districts", districts.value.from, districts.value.to) : {}),
    });
    return ok(undefined);
  });

type Changed = Record<string, { from: unknown; to: unknown }>;

export const changed = (key: string, from: unknown, to: unknown): Changed =>
  same(from, to) ? {} : { [key]: { from, to } };

export async function recordChange(
  { clock }: Pick<Deps, "clock">,
  tx: Db,
  actor: Actor,
  { id, year }: CycleRow,
  change: Changed,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  const side = (which: "from" | "to") =>
    Object.fromEntries(Object.entries(change).map(([key, sides]) => [key, sides[which]]));
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    { type: "cycle.changed", cycleId: id, year, from: side("from"), to: side("to") },
  );
}

/** Until the first conclusion has counted by it. */
export async function isScoringOpen(db: Db, cycleId: string): Promise<boolean> {
  const concluded = await db
    .selectFrom("conclusion")
    .innerJoin("submission", "submission.id", "conclusion.submission_id")
    .innerJoin("cycle_district", (join) =>
      join
        .onRef("cycle_district.organisation_id", "=", "submission.organisation_id")
        .onRef("cycle_district.year", "=", "submission.year"),
    )
    .select("conclusion.submission_id")
    .where("cycle_district.cycle_id", "=", cycleId)
    .executeTakeFirst();
  return concluded === undefined;
}

async function changeDistricts(
  tx: Db,
  actor: Actor,
  cycle: CycleRow,
  wanted: readonly string[],
): Promise<Result<{ from: string[]; to: string[] }, Failure>> {
  const before = (await readDistricts(tx, cycle.id)).map(({ id }) => id);
  const gone = before.filter((id) => !wanted.includes(id));
  for (const districtId of gone) {
    const begun = await tx
      .selectFrom("submission")
      .innerJoin("submission_flow", "submission_flow.submission_id", "submission.id")
      .select("submission.id")
      .where("submission.organisation_id", "=", districtId)
      .where("submission.year", "=", cycle.year)
      .where("submission_flow.round", ">", 0)
      .executeTakeFirst();
    if (begun) return fail("cycle.district", "已经报送过的区县不能移出本年度评价，请刷新页面后重新选择");
    for (const table of ["duty", "cycle_district"] as const)
      await tx.deleteFrom(table).where("cycle_id", "=", cycle.id).where("organisation_id", "=", districtId).execute();
  }
  const added = await addDistricts(
    tx,
    actor,
    cycle,
    wanted.filter((id) => !before.includes(id)),
  );
  return added.ok ? ok({ from: before.sort(), to: [...new Set(wanted)].sort() }) : added;
}

/** The whole table of duties at once. */
export const putDuties = (
  using: Using,
  db: Db,
  actor: Actor,
  cycleId: string,
  { version, duties }: BodyOf<typeof dutiesContract>,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const raised = await nextVersion(tx, cycleId, version);
    if (!raised.ok) return raised;
    const cycle = raised.value;
    const checked = await checkDuties(using, tx, actor, cycle, duties);
    if (!checked.ok) return checked;
    const told = (all: readonly { accountId: string; districtId: string; sections: string[] | null }[]) =>
      all.map(({ accountId, districtId, sections }) => ({ accountId, districtId, sections }));
    const stored = await readDuties(tx, cycleId);
    const before = told(stored);
    const earlierOf = ({ accountId, districtId }: { accountId: string; districtId: string }): string | null =>
      stored.find((each) => each.accountId === accountId && each.districtId === districtId)?.takenOverId ?? null;
    await tx.deleteFrom("duty").where("cycle_id", "=", cycleId).execute();
    for (const { accountId, districtId, sections } of duties)
      await tx
        .insertInto("duty")
        .values({
          cycle_id: cycleId,
          account_id: accountId,
          organisation_id: districtId,
          sections: storeSections(sections),
          taken_over_from: earlierOf({ accountId, districtId }),
        })
        .execute();
    await recordChange(using, tx, actor, cycle, changed("duties", before, told(await readDuties(tx, cycleId))));
    return ok(undefined);
  });

async function checkDuties(
  { templates }: Pick<Deps, "templates">,
  tx: Db,
  actor: Actor,
  cycle: CycleRow,
  duties: BodyOf<typeof dutiesContract>["duties"],
): Promise<Result<void, Failure>> {
  const districts = new Set((await readDistricts(tx, cycle.id)).map(({ id }) => id));
  const inspectors = new Set((await readInspectors(tx, actor.organisation.id)).map(({ accountId }) => accountId));
  const sections = new Set((await templateOf(tx, templates, cycle)).sections.map(({ key }) => key));
  const seen = new Set<string>();
  for (const { accountId, districtId, sections: chosen } of duties) {
    const pair = `${accountId} ${districtId}`;
    if (!districts.has(districtId) || !inspectors.has(accountId) || seen.has(pair))
      return invalid("duties", "duty.unknown", "分工表中有不存在或重复的督学、区县，请刷新页面后重新分工");
    if (chosen?.some((key) => !sections.has(key)))
      return invalid("duties", "duty.unknown-section", "分工表中有清单里没有的部分，请刷新页面后重新分工");
    seen.add(pair);
  }
  return ok(undefined);
}

/** Enabled accounts of the city that are inspectors. */
export async function readInspectors(db: Db, cityId: string): Promise<{ accountId: string; name: string }[]> {
  const rows = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select(["account_profile.account_id", "account_profile.roles", "auth_user.name"])
    .where("account_profile.organisation_id", "=", cityId)
    .where("account_profile.disabled", "=", 0)
    .orderBy("auth_user.name")
    .orderBy("account_profile.account_id")
    .execute();
  return rows
    .filter(({ roles }) => parseRoles(roles).includes("inspector"))
    .map(({ account_id, name }) => ({ accountId: account_id, name }));
}

/** Districts that are no other city's. */
export const readFreeDistricts = (db: Db, cityId: string): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom("organisation")
    .select(["organisation.id", "organisation.name"])
    .where("organisation.kind", "=", "district")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("cycle_district")
            .innerJoin("cycle", "cycle.id", "cycle_district.cycle_id")
            .select("cycle.id")
            .whereRef("cycle_district.organisation_id", "=", "organisation.id")
            .where("cycle.organisation_id", "!=", cityId),
        ),
      ),
    )
    .orderBy("organisation.name")
    .execute();

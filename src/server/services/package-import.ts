import { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { type Inspection, inspection } from "#core/evidence/inspection.ts";
import type { PackageFault } from "#core/package/fault.ts";
import { MAX_PACKAGE_BYTES } from "#core/package/manifest.ts";
import { answerText } from "#core/package/packaged-submission.ts";
import { type Decisions, takenEvidence, takenItem, undecided } from "#core/package/plan.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes } from "#server/files/files.ts";
import { PARCEL_LIFE_MS, type ParcelFault } from "#server/files/parcels.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { type Planned, planPackage, type Taking } from "#server/services/package-plan.ts";
import { type AnyPackage, type ReadPackage, readPackage } from "#server/services/package-read.ts";
import { type PlannedConclusion, planReview } from "#server/services/package-review-plan.ts";
import { writeReview } from "#server/services/package-review-write.ts";
import { writePackage } from "#server/services/package-write.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "files" | "newId" | "parcels" | "store" | "templates">;

export interface Received {
  packageId: string;
  plan: Planned["plan"];
  digest: string;
}

const FAULTS: Record<ParcelFault, () => { ok: false; error: Failure }> = {
  "too-large": () =>
    fail(
      "package.too-large",
      `数据包不能超过${MAX_PACKAGE_BYTES / 1024 ** 3} GB，没有导入任何内容。请减少材料后重新导出`,
    ),
  interrupted: () => fail("package.damaged", "数据包没有传完或是空的，没有导入任何内容。请检查文件后重新选择"),
  full: () => fail("store.full", "存储空间已满，数据包没有收下，请联系管理员清理磁盘后重试"),
};

/** Takes a package in, checks all of it and says what its import would do. Of what is refused nothing remains. */
export async function receivePackage(using: Using, actor: Actor, stream: Bytes): Promise<Result<Received, Failure>> {
  await forgetExpired(using);
  const id = using.newId();
  const received = await using.parcels.receive(id, stream, MAX_PACKAGE_BYTES);
  if (!received.ok) return FAULTS[received.error]();
  let kept = false;
  try {
    const checked = await prepare(using, using.store.db, actor, id);
    if (!checked.ok) return checked;
    const { read, planned } = checked.value;
    await using.store.db
      .insertInto("parcel")
      .values({
        id,
        organisation_id: actor.organisation.id,
        sha256: read.sha256,
        found: JSON.stringify(read.kind === "submission" ? [...read.found] : []),
        received_at: using.clock().toISOString(),
        received_by: actor.accountId,
        imported_at: null,
        submission_id: null,
      })
      .execute();
    kept = true;
    return ok({ packageId: id, plan: planned.plan, digest: planned.digest });
  } finally {
    if (!kept) await using.parcels.drop(id);
  }
}

/** The plan of a package that waits, by what is stored now. */
export async function rereadPackage(using: Using, actor: Actor, id: string): Promise<Result<Received, Failure>> {
  const checked = await prepare(using, using.store.db, actor, id);
  if (!checked.ok) return checked;
  const { plan, digest } = checked.value.planned;
  return ok({ packageId: id, plan, digest });
}

type AnyPlanned = Planned | PlannedConclusion;

interface Prepared {
  read: AnyPackage;
  planned: AnyPlanned;
}

async function prepare(using: Using, db: Db, actor: Actor, id: string): Promise<Result<Prepared, Failure>> {
  const read = await readPackage(using, id, await lookedInto(db, id));
  if (!read.ok) return err(asFailure(read.error));
  const honest = read.value.kind === "submission" ? await checkHistories(read.value) : ok(undefined);
  if (!honest.ok) return honest;
  const planned = await plan(using, db, actor, read.value);
  return planned.ok ? ok({ read: read.value, planned: planned.value }) : planned;
}

const plan = (using: Using, db: Db, actor: Actor, read: AnyPackage): Promise<Result<AnyPlanned, Failure>> =>
  read.kind === "review" ? planReview(using, db, actor, read) : planPackage(using, db, actor, read);

const foundBefore = z.array(z.tuple([z.string(), inspection]));

/** The bytes are held against their hashes every time; what is in them was found when they came. */
async function lookedInto(db: Db, id: string): Promise<Map<string, Inspection>> {
  const row = await db.selectFrom("parcel").select("found").where("id", "=", id).executeTakeFirst();
  return new Map(row ? foundBefore.parse(JSON.parse(row.found)) : []);
}

const asFailure = ({ code, message }: PackageFault): Failure => ({ code, message });

/** What an answer is must be the last thing that its history says it was. */
async function checkHistories({ submission }: ReadPackage): Promise<Result<void, Failure>> {
  for (const [itemKey, { answer, history }] of Object.entries(submission.answers))
    if (history.at(-1) !== (await textHash(answerText(answer))))
      return fail(
        "package.altered",
        `数据包的内容与其目录不一致（answers/${itemKey} 的历次版本），可能被改动过，没有导入任何内容。请向导出单位重新索取数据包`,
      );
  return ok(undefined);
}

export interface Confirmation {
  digest: string;
  decisions: Decisions;
}

export interface Imported {
  outcome: "imported" | "already";
  submissionId: string;
}

/** Carries the plan out: everything is checked once more, the bytes are made durable, and then all rows at once. */
export async function importPackage(
  using: Using,
  actor: Actor,
  packageId: string,
  { digest, decisions }: Confirmation,
): Promise<Result<Imported, Failure>> {
  const { db } = using.store;
  const before = await earlierOutcome(db, actor, packageId);
  if (before) {
    await forget(using, actor, packageId);
    return ok(before);
  }
  const first = await prepare(using, db, actor, packageId);
  if (!first.ok) return first;
  const { read } = first.value;
  const agreed = agree(first.value.planned, digest, decisions);
  if (!agreed.ok) return agreed;
  const stored = read.kind === "submission" ? await storeBytes(using, read) : ok(undefined);
  if (!stored.ok) return stored;
  const imported = await inTransaction(db, async (tx): Promise<Result<Imported, Failure>> => {
    // whoever confirms a package of the same organisation at the same time waits here, and then finds what was done
    await tx
      .updateTable("organisation")
      .set((eb) => ({ created_at: eb.ref("created_at") }))
      .where("id", "=", actor.organisation.id)
      .execute();
    const done = await earlierOutcome(tx, actor, packageId);
    if (done) return ok(done);
    const planned = await plan(using, tx, actor, read);
    if (!planned.ok) return planned;
    const still = agree(planned.value, digest, decisions);
    if (!still.ok) return still;
    if (planned.value.kind === "review" && planned.value.known)
      return ok({ outcome: "already", submissionId: planned.value.head.id });
    return write(using, tx, actor, { read, planned: planned.value }, decisions);
  });
  if (imported.ok && imported.value.outcome === "already") await forget(using, actor, packageId);
  else if (imported.ok) await using.parcels.drop(packageId);
  return imported;
}

/** Where this package, or one with the very same manifest, was imported before. */
async function earlierOutcome(db: Db, actor: Actor, packageId: string): Promise<Imported | undefined> {
  const row = await db
    .selectFrom("parcel as asked")
    .innerJoin("parcel as done", "done.sha256", "asked.sha256")
    .select("done.submission_id")
    .where("asked.id", "=", packageId)
    .where("done.organisation_id", "=", actor.organisation.id)
    .where("done.imported_at", "is not", null)
    .executeTakeFirst();
  return row?.submission_id ? { outcome: "already", submissionId: row.submission_id } : undefined;
}

function agree({ plan, digest }: AnyPlanned, shown: string, decisions: Decisions): Result<void, Failure> {
  if (digest !== shown)
    return fail("package.plan-changed", "核对之后本系统的内容又有变化，没有导入任何内容。请重新核对后再确认导入");
  const open = undecided(plan, decisions);
  return open === 0
    ? ok(undefined)
    : fail(
        "package.undecided",
        `还有${open}处两边都改过的内容没有选择以哪边为准，没有导入任何内容。请逐一选择后再确认`,
      );
}

/** Durable before a row speaks of them. Bytes that no row comes to speak of are named by their hash and harm nobody. */
async function storeBytes({ files }: Using, read: ReadPackage): Promise<Result<void, Failure>> {
  for (const { sha256, size, title } of read.submission.evidence) {
    if (await files.has(sha256)) continue;
    const put = await files.put(await read.open(sha256), { limit: size, expected: size, sha256, accept: () => true });
    if (put.ok) continue;
    return put.error === "full"
      ? FAULTS.full()
      : fail("package.damaged", `数据包中的材料《${title}》读取失败，没有导入任何内容。请重新选择数据包`);
  }
  return ok(undefined);
}

async function write(
  using: Using,
  tx: Db,
  actor: Actor,
  { read, planned }: Prepared,
  decisions: Decisions,
): Promise<Result<Imported, Failure>> {
  const written = await writeRows(using, tx, actor, { read, planned }, decisions);
  if (!written.ok) return written;
  const submissionId = written.value;
  await tx
    .updateTable("parcel")
    .set({ imported_at: using.clock().toISOString(), submission_id: submissionId })
    .where("id", "=", read.id)
    .execute();
  return ok({ outcome: "imported", submissionId });
}

async function writeRows(
  using: Using,
  tx: Db,
  actor: Actor,
  { read, planned }: Prepared,
  decisions: Decisions,
): Promise<Result<string, Failure>> {
  if (read.kind === "review" && planned.kind === "review") return writeReview(using, tx, actor, read, planned);
  if (read.kind !== "submission" || planned.kind !== "submission") throw new Error("a plan of another kind of package");
  const written = await writePackage(using, tx, actor, read, planned, decisions);
  if (written.ok) await recordImport(using, tx, actor, { read, planned, decisions }, written.value);
  return written;
}

async function recordImport(
  { clock }: Using,
  tx: Db,
  actor: Actor,
  { read, planned, decisions }: Taking,
  submissionId: string,
): Promise<void> {
  const { district, year, items, evidence } = planned.plan;
  const changing = items.filter((item) => item.standing !== "same");
  const moving = evidence.filter((each) => each.standing !== "same");
  const [takenItems, takenRecords] = [
    changing.filter((item) => takenItem(item, decisions) === "theirs").length,
    moving.filter((each) => takenEvidence(each, decisions) === "theirs").length,
  ];
  const kept = changing.length + moving.length - takenItems - takenRecords;
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    {
      type: "package.imported",
      submissionId,
      sha256: read.sha256,
      district,
      year,
      items: takenItems,
      evidence: takenRecords,
      kept,
    },
  );
}

/** Gives up a package that waits; one that was imported stays written down. */
export const dropPackage = async (using: Using, actor: Actor, id: string): Promise<Result<void, Failure>> =>
  (await forget(using, actor, id)) ? ok(undefined) : notFound();

async function forget({ parcels, store }: Using, actor: Actor, id: string): Promise<boolean> {
  const removed = await store.db
    .deleteFrom("parcel")
    .where("id", "=", id)
    .where("organisation_id", "=", actor.organisation.id)
    .where("imported_at", "is", null)
    .executeTakeFirst();
  await parcels.drop(id);
  return removed.numDeletedRows > 0n;
}

/** Nobody decided in time. */
async function forgetExpired({ clock, parcels, store }: Using): Promise<void> {
  const limit = new Date(clock().getTime() - PARCEL_LIFE_MS).toISOString();
  const expired = await store.db
    .deleteFrom("parcel")
    .where("imported_at", "is", null)
    .where("received_at", "<", limit)
    .returning("id")
    .execute();
  for (const { id } of expired) await parcels.drop(id);
}

/** Whose package it is; undefined = there is none. */
export async function parcelOwner(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom("parcel").select("organisation_id").where("id", "=", id).executeTakeFirst();
  return row?.organisation_id;
}

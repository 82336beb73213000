import type { VerdictKind } from "#core/review/verdict.ts";
import type { CycleRow } from "#server/services/review/cycle-rows.ts";
import type { Db } from "#server/store/store.ts";

export interface Scope {
  cycle: CycleRow;
  /** whose readings */
  accountId: string;
  submissionIds: readonly string[];
  /** undefined = all of them */
  itemKey: string | undefined;
}

/** Narrow rows of the versions that stand. Keys are "submission item". */
export interface MarkRows {
  items: ReadonlyMap<
    string,
    { hash: string; selfScore: string | null; evidence: number; explained: number; changed: boolean }
  >;
  verdicts: ReadonlyMap<
    string,
    { accountId: string; itemHash: string; verdict: VerdictKind; score: string | null; agenda: boolean }[]
  >;
  threads: ReadonlyMap<string, { all: number; open: number }>;
  /** the text that the reader has read */
  readings: ReadonlyMap<string, string>;
  returned: ReadonlySet<string>;
  sameFiles: ReadonlySet<string>;
  /** of all districts of the cycle */
  selfScores: { submissionId: string; itemKey: string; score: string }[];
}

const key = (row: { submission_id: string; item_key: string }): string => `${row.submission_id} ${row.item_key}`;

export async function readMarkRows(db: Db, scope: Scope): Promise<MarkRows> {
  if (scope.submissionIds.length === 0)
    return {
      items: new Map(),
      verdicts: new Map(),
      threads: new Map(),
      readings: new Map(),
      returned: new Set(),
      sameFiles: new Set(),
      selfScores: [],
    };
  return {
    items: await readItems(db, scope),
    verdicts: await readGiven(db, scope),
    threads: await readThreadCounts(db, scope),
    readings: await readReadings(db, scope),
    returned: await readReturned(db, scope),
    sameFiles: new Set((await readSameFiles(db, scope)).map(key)),
    selfScores: await readSelfScores(db, scope),
  };
}

async function readItems(db: Db, { submissionIds, itemKey }: Scope): Promise<MarkRows["items"]> {
  const all = db
    .selectFrom("snapshot_item")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_item.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_item.round"),
    )
    .select([
      "snapshot_item.submission_id",
      "snapshot_item.item_key",
      "snapshot_item.hash",
      "snapshot_item.self_score",
      "snapshot_item.evidence",
      "snapshot_item.explained",
      "snapshot_item.changed",
    ])
    .where("snapshot_item.submission_id", "in", submissionIds);
  const rows = await (itemKey === undefined ? all : all.where("snapshot_item.item_key", "=", itemKey)).execute();
  return new Map(
    rows.map((row) => [
      key(row),
      {
        hash: row.hash,
        selfScore: row.self_score,
        evidence: row.evidence,
        explained: row.explained,
        changed: row.changed === 1,
      },
    ]),
  );
}

async function readGiven(db: Db, { submissionIds, itemKey }: Scope): Promise<MarkRows["verdicts"]> {
  const all = db
    .selectFrom("verdict")
    .select(["submission_id", "item_key", "account_id", "item_hash", "verdict", "score", "agenda"])
    .where("submission_id", "in", submissionIds);
  const rows = await (itemKey === undefined ? all : all.where("item_key", "=", itemKey)).execute();
  const byPlace = new Map<
    string,
    { accountId: string; itemHash: string; verdict: VerdictKind; score: string | null; agenda: boolean }[]
  >();
  for (const row of rows) {
    const given = byPlace.get(key(row)) ?? [];
    given.push({
      accountId: row.account_id,
      itemHash: row.item_hash,
      verdict: row.verdict,
      score: row.score,
      agenda: row.agenda === 1,
    });
    byPlace.set(key(row), given);
  }
  return byPlace;
}

async function readThreadCounts(db: Db, { submissionIds, itemKey }: Scope): Promise<MarkRows["threads"]> {
  const all = db
    .selectFrom("comment_thread")
    .select((eb) => [
      "submission_id",
      "item_key",
      eb.fn.countAll().as("all"),
      eb.fn.count("resolved_at").as("resolved"),
    ])
    .where("side", "=", "review")
    .where("submission_id", "in", submissionIds)
    .groupBy(["submission_id", "item_key"]);
  const rows = await (itemKey === undefined ? all : all.where("item_key", "=", itemKey)).execute();
  return new Map(rows.map((row) => [key(row), { all: Number(row.all), open: Number(row.all) - Number(row.resolved) }]));
}

async function readReadings(db: Db, { submissionIds, itemKey, accountId }: Scope): Promise<MarkRows["readings"]> {
  const all = db
    .selectFrom("reading")
    .select(["submission_id", "item_key", "item_hash"])
    .where("account_id", "=", accountId)
    .where("submission_id", "in", submissionIds);
  const rows = await (itemKey === undefined ? all : all.where("item_key", "=", itemKey)).execute();
  return new Map(rows.map((row) => [key(row), row.item_hash]));
}

async function readReturned(db: Db, { submissionIds, itemKey }: Scope): Promise<MarkRows["returned"]> {
  const all = db
    .selectFrom("item_return")
    .select(["submission_id", "item_key"])
    .where("answered_round", "is", null)
    .where("submission_id", "in", submissionIds);
  const rows = await (itemKey === undefined ? all : all.where("item_key", "=", itemKey)).execute();
  return new Set(rows.map(key));
}

/** Where a file of the versions that stand is another district's as well, or an earlier year's. */
async function readSameFiles(db: Db, scope: Scope): Promise<{ submission_id: string; item_key: string }[]> {
  const { cycle, submissionIds, itemKey } = scope;
  // by counting, not by pairing: a file that all districts have would meet itself forty times forty times
  const shared = db
    .selectFrom("snapshot_file as each")
    .innerJoin("submission_flow as flow", (join) =>
      join.onRef("flow.submission_id", "=", "each.submission_id").onRef("flow.current_round", "=", "each.round"),
    )
    .innerJoin("submission as sender", "sender.id", "each.submission_id")
    .innerJoin("cycle_district as entered", (join) =>
      join.onRef("entered.organisation_id", "=", "sender.organisation_id").onRef("entered.year", "=", "sender.year"),
    )
    .select("each.sha256")
    .where("entered.cycle_id", "=", cycle.id)
    .groupBy("each.sha256")
    .having((eb) => eb(eb.fn.count("each.submission_id").distinct(), ">", 1));
  const all = db
    .selectFrom("snapshot_file as ours")
    .innerJoin("submission_flow as standing", (join) =>
      join
        .onRef("standing.submission_id", "=", "ours.submission_id")
        .onRef("standing.current_round", "=", "ours.round"),
    )
    .select(["ours.submission_id", "ours.item_key"])
    .distinct()
    .where("ours.submission_id", "in", submissionIds)
    .where((eb) =>
      eb.or([
        eb("ours.sha256", "in", shared),
        eb.exists(
          eb
            .selectFrom("snapshot_file as past")
            .innerJoin("submission as before", "before.id", "past.submission_id")
            .innerJoin("submission as now", "now.organisation_id", "before.organisation_id")
            .select("past.sha256")
            .whereRef("before.year", "<", "now.year")
            .whereRef("now.id", "=", "ours.submission_id")
            .whereRef("past.sha256", "=", "ours.sha256"),
        ),
      ]),
    );
  return (itemKey === undefined ? all : all.where("ours.item_key", "=", itemKey)).execute();
}

async function readSelfScores(db: Db, { cycle, itemKey }: Scope): Promise<MarkRows["selfScores"]> {
  const all = db
    .selectFrom("snapshot_item")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_item.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_item.round"),
    )
    .innerJoin("submission", "submission.id", "snapshot_item.submission_id")
    .innerJoin("cycle_district", (join) =>
      join
        .onRef("cycle_district.organisation_id", "=", "submission.organisation_id")
        .onRef("cycle_district.year", "=", "submission.year"),
    )
    .select(["snapshot_item.submission_id", "snapshot_item.item_key", "snapshot_item.self_score"])
    .where("cycle_district.cycle_id", "=", cycle.id)
    .where("snapshot_item.self_score", "is not", null);
  const rows = await (itemKey === undefined ? all : all.where("snapshot_item.item_key", "=", itemKey)).execute();
  return rows.flatMap(({ submission_id, item_key, self_score }) =>
    self_score === null ? [] : [{ submissionId: submission_id, itemKey: item_key, score: self_score }],
  );
}

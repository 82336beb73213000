import { type ItemProgress, itemProgress, type LinkedRecord } from "#core/submission/progress.ts";
import { outline } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { parseAnswer, readHeadsOf, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db, Store } from "#server/store/store.ts";

export interface SubmissionProgress {
  /** every item of the checklist, by key */
  items: ReadonlyMap<string, ItemProgress>;
  /** when an answer was last saved or a file last added; undefined = never */
  changedAt: string | undefined;
}

/** How far these submissions are, by id; one that does not exist is left out. */
export const submissionProgress = async (
  { store, templates }: Pick<Deps, "store" | "templates">,
  ids: readonly string[],
): Promise<Map<string, SubmissionProgress>> => progressOf(store, await readHeadsOf(store.db, templates, ids));

/**
 * Two small queries say for all submissions which revision every answer has and what every item is linked with. An
 * answer itself is read only where the process has not yet seen exactly that.
 */
export async function progressOf(
  store: Store,
  heads: readonly Pick<SubmissionHead, "id" | "template">[],
): Promise<Map<string, SubmissionProgress>> {
  const found = new Map<string, SubmissionProgress>();
  if (heads.length === 0) return found;
  const ids = heads.map(({ id }) => id);
  const saves = await readSaves(store.db, ids);
  const records = await readRecords(store.db, ids);
  for (const head of heads) {
    const own = { saves: saves.get(head.id) ?? [], records: records.get(head.id) ?? [] };
    const instants = [...own.saves.map(({ saved_at }) => saved_at), ...own.records.map(({ addedAt }) => addedAt)];
    found.set(head.id, { items: await itemsOf(store, head, own), changedAt: instants.sort().at(-1) });
  }
  return found;
}

interface Save {
  submission_id: string;
  item_key: string;
  revision: number;
  saved_at: string;
}

interface Added extends LinkedRecord {
  addedAt: string;
}

interface Own {
  saves: readonly Save[];
  records: readonly Added[];
}

async function readSaves(db: Db, ids: readonly string[]): Promise<Map<string, Save[]>> {
  const rows = await db
    .selectFrom("answer")
    .select(["submission_id", "item_key", "revision", "saved_at"])
    .where("submission_id", "in", ids)
    .execute();
  return grouped(rows, ({ submission_id }) => submission_id);
}

/** A row for every link, and one for a record without any. */
async function readRecords(db: Db, ids: readonly string[]): Promise<Map<string, Added[]>> {
  const rows = await db
    .selectFrom("evidence")
    .leftJoin("evidence_link", "evidence_link.evidence_id", "evidence.id")
    .select(["evidence.submission_id", "evidence.id", "evidence.carried", "evidence.added_at"])
    .select(["evidence_link.item_key", "evidence_link.slot"])
    .where("evidence.submission_id", "in", ids)
    .where("evidence.deleted_at", "is", null)
    .orderBy("evidence.id")
    .execute();
  const records = rows.map((row) => ({
    submissionId: row.submission_id,
    id: row.id,
    addedAt: row.added_at,
    ...(row.carried === null ? {} : { carried: row.carried }),
    links:
      row.item_key === null
        ? []
        : [{ itemKey: row.item_key, order: 0, ...(row.slot === null ? {} : { slot: row.slot }) }],
  }));
  return grouped(records, ({ submissionId }) => submissionId);
}

async function itemsOf(
  store: Store,
  head: Pick<SubmissionHead, "id" | "template">,
  own: Own,
): Promise<Map<string, ItemProgress>> {
  const known = memoryOf(store, head.id);
  const revisions = new Map(own.saves.map(({ item_key, revision }) => [item_key, revision]));
  const links = grouped(own.records, ({ links: [link] }) => link?.itemKey);
  const stamp = ({ key }: Item, revision: number): string =>
    JSON.stringify([
      head.template.id,
      head.template.version,
      revision,
      (links.get(key) ?? []).map(({ carried, links: [link] }) => [carried, link?.slot]),
    ]);
  const items = outline(head.template).map(({ item }) => item);
  const isNew = (item: Item): boolean => known.get(item.key)?.stamp !== stamp(item, revisions.get(item.key) ?? 0);
  const changed = items.filter(isNew);
  const answers = await readBodies(store.db, head.id, changed);
  for (const item of changed) {
    // stamped with the revision that came with the text: it may be newer than the one that was seen first
    const row = answers.get(item.key);
    const progress = itemProgress(item, row && parseAnswer(row.body), links.get(item.key) ?? []);
    known.set(item.key, { stamp: stamp(item, row?.revision ?? 0), progress });
  }
  return new Map(items.flatMap(({ key }) => [[key, known.get(key)?.progress] as const]).filter(isThere));
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return groups;
}

const isThere = (entry: readonly [string, ItemProgress | undefined]): entry is [string, ItemProgress] =>
  entry[1] !== undefined;

async function readBodies(db: Db, submissionId: string, items: readonly Item[]) {
  if (items.length === 0) return new Map<string, never>();
  const rows = await db
    .selectFrom("answer")
    .select(["item_key", "revision", "body"])
    .where("submission_id", "=", submissionId)
    .where(
      "item_key",
      "in",
      items.map(({ key }) => key),
    )
    .execute();
  return new Map(rows.map((row) => [row.item_key, row]));
}

interface Known {
  stamp: string;
  progress: ItemProgress;
}

/** As many submissions as a city has in several years. */
const MOST_KNOWN = 400;

/** What was derived from what; the database is asked every time whether it still is what it was derived from. */
const memories = new WeakMap<Store, Map<string, Map<string, Known>>>();

/** Of one submission; the one that was not asked for longest makes room. */
function memoryOf(store: Store, submissionId: string): Map<string, Known> {
  const memory = memories.get(store) ?? new Map<string, Map<string, Known>>();
  memories.set(store, memory);
  const known = memory.get(submissionId) ?? new Map<string, Known>();
  memory.delete(submissionId);
  memory.set(submissionId, known);
  for (const [oldest] of memory) {
    if (memory.size <= MOST_KNOWN) break;
    memory.delete(oldest);
  }
  return known;
}

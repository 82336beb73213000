import type { Actor } from "#core/access/access.ts";
import { numberOf } from "#core/field/table.ts";
import { type FreezeDraft, freeze } from "#core/review/freeze.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import { frozenTargets } from "#core/review/frozen-targets.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import type { Db } from "#server/store/store.ts";

export interface Freezing {
  submissionId: string;
  round: number;
  /** the returned version that it answers */
  baseRound: number | null;
  at: string;
}

export interface Hashed {
  hash: string;
  text: string;
  items: FrozenItem[];
}

export async function hashDraft({ text, items }: FreezeDraft): Promise<Hashed> {
  const hashed: FrozenItem[] = [];
  for (const each of items) hashed.push({ ...each.item, hash: await textHash(each.text) });
  return { hash: await textHash(text), text, items: hashed };
}

export const hashContent = (content: SubmissionContent): Promise<Hashed> => hashDraft(freeze(content));

/** Keeps a version: whole as the text of its hash, item by item for readers, and in narrow rows for whoever compares. */
export async function writeSnapshot(
  tx: Db,
  actor: Actor,
  content: SubmissionContent,
  { hash, text, items }: Hashed,
  { submissionId, round, baseRound, at }: Freezing,
): Promise<void> {
  const place = { submission_id: submissionId, round };
  await tx
    .insertInto("snapshot")
    .values({
      ...place,
      hash,
      body: text,
      last_year: content.lastYear ? JSON.stringify(content.lastYear) : null,
      base_round: baseRound,
      submitted_at: at,
      submitted_by: actor.accountId,
    })
    .execute();
  const before = await hashesOf(tx, submissionId, baseRound);
  await tx
    .insertInto("snapshot_item")
    .values(
      items.map((item) => ({
        ...place,
        item_key: item.itemKey,
        hash: item.hash,
        self_score: item.selfScore,
        evidence: item.evidence.length,
        explained: item.findings.filter(({ explanation }) => explanation !== null).length,
        changed: baseRound !== null && before.get(item.itemKey) !== item.hash ? 1 : 0,
        body: JSON.stringify(item),
      })),
    )
    .execute();
  await writeNarrow(tx, content, items, place);
}

async function hashesOf(tx: Db, submissionId: string, round: number | null): Promise<ReadonlyMap<string, string>> {
  if (round === null) return new Map();
  const rows = await tx
    .selectFrom("snapshot_item")
    .select(["item_key", "hash"])
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .execute();
  return new Map(rows.map((row) => [row.item_key, row.hash]));
}

async function writeNarrow(
  tx: Db,
  content: SubmissionContent,
  items: readonly FrozenItem[],
  place: { submission_id: string; round: number },
): Promise<void> {
  // one file may stand in two slots of an item
  const files = new Map(
    items.flatMap(({ itemKey, evidence }) =>
      evidence.map(({ evidenceId, sha256 }) => [
        `${itemKey} ${evidenceId}`,
        { ...place, item_key: itemKey, evidence_id: evidenceId, sha256 },
      ]),
    ),
  );
  const figures = figuresOf(content).map((figure) => ({ ...place, ...figure }));
  const targets = targetsOf(content).map((target, position) => ({ ...place, position, ...target }));
  for (const rows of chunks([...files.values()])) await tx.insertInto("snapshot_file").values(rows).execute();
  for (const rows of chunks(figures)) await tx.insertInto("snapshot_figure").values(rows).execute();
  for (const rows of chunks(targets)) await tx.insertInto("snapshot_target").values(rows).execute();
}

/** Databases take so many values in one statement and no more. */
const CHUNK = 500;

export const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) => all.slice(index * CHUNK, (index + 1) * CHUNK));

function figuresOf(stored: SubmissionContent): { field_key: string; value: string }[] {
  const { template, answers } = settledContent(stored);
  return outline(template).flatMap(({ item }) =>
    item.fields.flatMap((field) => {
      const now = numberOf(field, answers.get(item.key)?.values[field.key])?.now;
      return field.type !== "number" || now === undefined ? [] : [{ field_key: field.key, value: now }];
    }),
  );
}

const targetsOf = (content: SubmissionContent) =>
  frozenTargets(content).map(({ itemKey, target }) => ({
    item_key: itemKey,
    state: target.state,
    body: JSON.stringify(target),
  }));

import type { Continued } from "#core/builder/continued.ts";
import type { Db } from "#server/store/store.ts";

/** A record of evidence under an item, as it is stored. */
export interface StoredLink {
  evidenceId: string;
  itemKey: string;
  slot: string | null;
  position: number;
  pagesCited: string;
}

export interface LinkMove {
  evidenceId: string;
  title: string;
  from: { itemKey: string; slot: string | null };
  /** null = it stands in the library only */
  to: { itemKey: string; slot: string | null } | null;
}

/** Every link of a submission, in one order. */
export async function readLinks(db: Db, submissionId: string): Promise<(StoredLink & { title: string })[]> {
  const rows = await db
    .selectFrom("evidence_link")
    .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
    .select(["evidence_id", "item_key", "slot", "position", "pages_cited", "evidence.title"])
    .where("evidence.submission_id", "=", submissionId)
    .orderBy("item_key")
    .orderBy("position")
    .orderBy("evidence_id")
    .execute();
  return rows.map((row) => ({
    evidenceId: row.evidence_id,
    itemKey: row.item_key,
    slot: row.slot,
    position: row.position,
    pagesCited: row.pages_cited,
    title: row.title,
  }));
}

/** Where each record goes: with its item along the lineage, into the slot of the same key where there still is one. */
export function planLinks(links: readonly (StoredLink & { title: string })[], way: Continued) {
  const after: StoredLink[] = [];
  const moves: LinkMove[] = [];
  const last = new Map<string, number>();
  const staysFirst = [...links].sort((a, b) => Number(stays(b, way)) - Number(stays(a, way)));
  for (const { title, ...link } of staysFirst) {
    const to = placeOf(link, way);
    const from = { itemKey: link.itemKey, slot: link.slot };
    if (to?.itemKey !== from.itemKey || to.slot !== from.slot)
      moves.push({ evidenceId: link.evidenceId, title, from, to: to ?? null });
    // two items that became one may have shared a record: it stands there once
    if (!to || after.some((each) => each.evidenceId === link.evidenceId && each.itemKey === to.itemKey)) continue;
    const position = to.itemKey === link.itemKey ? link.position : (last.get(to.itemKey) ?? 0) + 1;
    last.set(to.itemKey, Math.max(last.get(to.itemKey) ?? 0, position));
    after.push({ ...link, ...to, position });
  }
  return { after, moves };
}

const stays = (link: StoredLink, way: Continued): boolean => way.itemsTo(link.itemKey)[0] === link.itemKey;

function placeOf({ itemKey, slot }: StoredLink, way: Continued): LinkMove["to"] | undefined {
  const [target] = way.itemsTo(itemKey);
  const item = target === undefined ? undefined : way.after.get(target)?.item;
  if (target === undefined || !item) return undefined;
  return { itemKey: target, slot: item.evidence.some(({ key }) => key === slot) ? slot : null };
}

const keyOf = ({ evidenceId, itemKey, slot, position, pagesCited }: StoredLink): string =>
  JSON.stringify([evidenceId, itemKey, slot, position, pagesCited]);

export const sameLinks = (a: readonly StoredLink[], b: readonly StoredLink[]): boolean =>
  JSON.stringify(a.map(keyOf).sort()) === JSON.stringify(b.map(keyOf).sort());

/** Makes the second list of the first: only what differs is touched. */
export async function changeLinks(tx: Db, from: readonly StoredLink[], to: readonly StoredLink[]): Promise<void> {
  const [was, now] = [new Set(from.map(keyOf)), new Set(to.map(keyOf))];
  for (const link of from)
    if (!now.has(keyOf(link)))
      await tx
        .deleteFrom("evidence_link")
        .where("evidence_id", "=", link.evidenceId)
        .where("item_key", "=", link.itemKey)
        .execute();
  for (const { evidenceId, itemKey, slot, position, pagesCited } of to.filter((link) => !was.has(keyOf(link))))
    await tx
      .insertInto("evidence_link")
      .values({ evidence_id: evidenceId, item_key: itemKey, slot, position, pages_cited: pagesCited })
      .onConflict((conflict) => conflict.columns(["evidence_id", "item_key"]).doNothing())
      .execute();
}

/** The links as they are; whoever else wants to change one waits until this transaction ends. */
export async function holdLinks(tx: Db, submissionId: string): Promise<StoredLink[]> {
  await tx
    .updateTable("evidence")
    .set(({ ref }) => ({ revision: ref("revision") }))
    .where("submission_id", "=", submissionId)
    .execute();
  return (await readLinks(tx, submissionId)).map(({ title: _, ...link }) => link);
}

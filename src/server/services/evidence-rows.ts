import type { Evidence } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import { findItem } from "#core/template/outline.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** Whether the checklist has this item and, where one is named, this slot in it. */
export function checkPlace(head: SubmissionHead, itemKey: string, slot: string | undefined): Result<void, Failure> {
  const placed = findItem(head.template, itemKey);
  if (!placed) return notFound();
  return slot === undefined || placed.item.evidence.some((each) => each.key === slot)
    ? ok(undefined)
    : invalid("slot", "evidence.unknown-slot", "清单中没有这类佐证材料，请刷新后重新选择");
}

/** Whoever else wants to change the record waits until this transaction ends. */
export async function lockRecord(tx: Db, evidenceId: string): Promise<void> {
  await tx
    .updateTable("evidence")
    .set((eb) => ({ revision: eb.ref("revision") }))
    .where("id", "=", evidenceId)
    .execute();
}

/** Every item that the record stands under: whoever changes it changes what they all say. */
export const itemsOf = ({ links }: Pick<Evidence, "links">): string[] => [
  ...new Set(links.map(({ itemKey }) => itemKey)),
];

/** A record that is known to exist. */
export async function readRecord(tx: Db, submissionId: string, evidenceId: string): Promise<Evidence> {
  const [found] = await readEvidence(tx, submissionId, evidenceId);
  if (!found) throw new Error("evidence row vanished inside its transaction");
  return found;
}

/** Last in its item; a record that is there already keeps its place and changes slot and pages. */
export async function putLink(
  tx: Db,
  submissionId: string,
  evidenceId: string,
  itemKey: string,
  slot: string | null,
  pagesCited: string,
): Promise<void> {
  const { last } = await tx
    .selectFrom("evidence_link")
    .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
    .select((eb) => eb.fn.max("evidence_link.position").as("last"))
    .where("evidence.submission_id", "=", submissionId)
    .where("evidence_link.item_key", "=", itemKey)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("evidence_link")
    .values({ evidence_id: evidenceId, item_key: itemKey, slot, position: (last ?? 0) + 1, pages_cited: pagesCited })
    .onConflict((conflict) =>
      conflict.columns(["evidence_id", "item_key"]).doUpdateSet({ slot, pages_cited: pagesCited }),
    )
    .execute();
}

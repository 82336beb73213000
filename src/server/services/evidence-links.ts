import type { Actor } from "#core/access/access.ts";
import { type Evidence, evidenceOf } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type By, record } from "#server/services/audit.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { checkPlace, lockRecord, putLink, readRecord } from "#server/services/evidence-rows.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { onSameVersion, type SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock">;

export interface LinkChange {
  evidenceId: string;
  itemKey: string;
  /** null = under no slot; undefined = as it was */
  slot?: string | null | undefined;
  /** undefined = as it was */
  pagesCited?: string | undefined;
}

const by = ({ clock }: Using, actor: Actor, head: SubmissionHead): By => ({
  organisationId: head.organisationId,
  accountId: actor.accountId,
  at: clock(),
});

export async function linkEvidence(
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  link: LinkChange,
): Promise<Result<Evidence, Failure>> {
  const place = checkPlace(head, link.itemKey, link.slot ?? undefined);
  if (!place.ok) return place;
  return inTransaction(db, async (tx): Promise<Result<Evidence, Failure>> => {
    const held = await holdOpen(tx, head.id, [link.itemKey]);
    if (!held.ok) return held;
    if (!(await onSameVersion(tx, head))) return notFound();
    await lockRecord(tx, link.evidenceId);
    const [known] = await readEvidence(tx, head.id, link.evidenceId);
    if (!known) return notFound();
    const before = known.links.find((each) => each.itemKey === link.itemKey);
    const slot = link.slot === undefined ? (before?.slot ?? null) : link.slot;
    const cited = link.pagesCited ?? before?.pagesCited ?? "";
    const moved = !before || (before.slot ?? null) !== slot;
    const citedBefore = before?.pagesCited ?? "";
    if (!moved && citedBefore === cited) return ok(known);
    await putLink(tx, head.id, known.id, link.itemKey, slot, cited);
    const place = { submissionId: head.id, evidenceId: known.id, itemKey: link.itemKey };
    if (moved) await record(tx, by(using, actor, head), { type: "evidence.linked", ...place });
    if (citedBefore !== cited)
      await record(tx, by(using, actor, head), { type: "evidence.cited", ...place, from: citedBefore, to: cited });
    return ok(await readRecord(tx, head.id, known.id));
  });
}

export const detachEvidence = (
  using: Using & Pick<Deps, "store">,
  actor: Actor,
  head: SubmissionHead,
  link: { evidenceId: string; itemKey: string },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(using.store.db, async (tx): Promise<Result<Evidence, Failure>> => {
    const held = await holdOpen(tx, head.id, [link.itemKey]);
    if (!held.ok) return held;
    await lockRecord(tx, link.evidenceId);
    const [known] = await readEvidence(tx, head.id, link.evidenceId);
    if (!known?.links.some((each) => each.itemKey === link.itemKey)) return notFound();
    await tx
      .deleteFrom("evidence_link")
      .where("evidence_id", "=", known.id)
      .where("item_key", "=", link.itemKey)
      .execute();
    await record(tx, by(using, actor, head), {
      type: "evidence.detached",
      submissionId: head.id,
      evidenceId: known.id,
      itemKey: link.itemKey,
    });
    return ok(await readRecord(tx, head.id, known.id));
  });

/**
 * Puts an item's records into an order. Somebody else may have added or detached one meanwhile: what is not named comes
 * after, in its former order, and what is no longer there is passed over.
 */
export const orderEvidence = (
  using: Using & Pick<Deps, "store">,
  actor: Actor,
  head: SubmissionHead,
  { itemKey, order }: { itemKey: string; order: readonly string[] },
): Promise<Result<Evidence[], Failure>> =>
  inTransaction(using.store.db, async (tx): Promise<Result<Evidence[], Failure>> => {
    const held = await holdOpen(tx, head.id, [itemKey]);
    if (!held.ok) return held;
    const here = evidenceOf(itemKey, await readEvidence(tx, head.id)).map(({ record: { id } }) => id);
    const named = [...new Set(order)].filter((id) => here.includes(id));
    const next = [...named, ...here.filter((id) => !named.includes(id))];
    if (next.join() !== here.join()) {
      for (const [index, id] of next.entries())
        await tx
          .updateTable("evidence_link")
          .set({ position: index + 1 })
          .where("evidence_id", "=", id)
          .where("item_key", "=", itemKey)
          .execute();
      await record(tx, by(using, actor, head), {
        type: "evidence.ordered",
        submissionId: head.id,
        itemKey,
        from: here,
        to: next,
      });
    }
    return ok(evidenceOf(itemKey, await readEvidence(tx, head.id)).map((each) => each.record));
  });

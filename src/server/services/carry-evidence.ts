import type { Actor } from "#core/access/access.ts";
import { description, type Evidence, fileContent } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { CarryEvidence } from "#core/reuse/plan.ts";
import type { CarryBody } from "#server/services/carry-rows.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { checkPlace, lockRecord, putLink } from "#server/services/evidence-rows.ts";
import { addEvidenceRecord, type Storing } from "#server/services/evidence-store.ts";
import type { Failure } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

interface From {
  year: number;
  records: readonly Evidence[];
}

/**
 * Records of last year's papers over the same bytes, marked as such; a paper that is in this year's library already
 * is put under the item and stays this year's own.
 */
export async function linkCarried(
  using: Storing,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  from: From,
  wanted: readonly CarryEvidence[],
): Promise<Result<CarryBody["links"], Failure>> {
  const links: CarryBody["links"] = [];
  const made = new Set<string>();
  for (const { evidenceId: oldId, itemKey, slot, pagesCited = "" } of wanted) {
    const old = from.records.find(({ id }) => id === oldId);
    if (!old) continue;
    const known = (await readEvidence(tx, head.id)).find(({ sha256 }) => sha256 === old.sha256);
    if (known) {
      const place = checkPlace(head, itemKey, slot);
      if (!place.ok) return place;
      if (known.links.some((link) => link.itemKey === itemKey)) continue;
      await putLink(tx, head.id, known.id, itemKey, slot ?? null, pagesCited);
      links.push({ evidenceId: known.id, itemKey, created: made.has(known.id) });
      continue;
    }
    const added = await addEvidenceRecord(using, tx, actor, head, {
      itemKey,
      slot,
      pagesCited,
      title: old.title,
      description: description.parse(old),
      file: fileContent.parse(old),
    });
    if (!added.ok) return added;
    const { id } = added.value.evidence;
    await tx.updateTable("evidence").set({ carried: from.year }).where("id", "=", id).execute();
    made.add(id);
    links.push({ evidenceId: id, itemKey, created: true });
  }
  return ok(links);
}

/** Takes the links back, and the records that came with them unless somebody has vouched for them since. */
export async function unlinkCarried(
  tx: Db,
  head: SubmissionHead,
  links: CarryBody["links"],
  at: string,
): Promise<{ kept: string[] }> {
  const kept = new Set<string>();
  for (const { evidenceId, itemKey, created } of links) {
    await lockRecord(tx, evidenceId);
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) continue;
    if (created && known.carried === undefined) {
      kept.add(itemKey);
      continue;
    }
    await tx
      .deleteFrom("evidence_link")
      .where("evidence_id", "=", evidenceId)
      .where("item_key", "=", itemKey)
      .execute();
    const left = known.links.filter((link) => link.itemKey !== itemKey);
    if (created && left.length === 0)
      await tx.updateTable("evidence").set({ deleted_at: at }).where("id", "=", evidenceId).execute();
  }
  return { kept: [...kept] };
}

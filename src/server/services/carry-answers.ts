import { err, ok, type Result } from "#core/result.ts";
import type { CarryChange } from "#core/reuse/apply-carry.ts";
import { appendRevision, replaceAnswer } from "#server/services/answers.ts";
import type { CarryBody } from "#server/services/carry-rows.ts";
import type { Failure } from "#server/services/failure.ts";
import { readAnswers } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

export const CHANGED: Failure = {
  code: "carry.changed",
  message: "计划生成以后有人保存过内容，本次没有写入任何内容；请重新查看计划后再确认",
};

export interface Writing {
  submissionId: string;
  accountId: string;
  at: string;
  /** one per transaction: every revision of it is known by it */
  key: string;
}

/** One revision for every item, each on top of what it was made from; a save in between lets nothing be written. */
export async function writeChanges(
  tx: Db,
  { submissionId, accountId, at, key }: Writing,
  changes: readonly CarryChange[],
): Promise<Result<CarryBody["items"], Failure>> {
  const current = await readAnswers(tx, submissionId);
  const written: CarryBody["items"] = [];
  // one order for everybody: two that write several items never wait for each other
  for (const { itemKey, after } of [...changes].sort((a, b) => (a.itemKey < b.itemKey ? -1 : 1))) {
    const base = current.get(itemKey)?.revision ?? 0;
    const place = { submissionId, itemKey };
    const save = { base, answer: after, key };
    if (!(await replaceAnswer(tx, place, save, accountId, at))) return err(CHANGED);
    await appendRevision(tx, place, save, accountId, at);
    written.push({ itemKey, from: base, to: base + 1 });
  }
  return ok(written);
}

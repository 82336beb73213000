import { type Evidence, evidenceOf } from "#core/evidence/evidence.ts";
import {
  answerText,
  MOST_HISTORY,
  type PackagedAnswer,
  type PackagedEvidence,
  type PackagedSubmission,
  type PackagedVersion,
} from "#core/package/packaged-submission.ts";
import { districtName } from "#core/people/district-name.ts";
import { outline } from "#core/template/outline.ts";
import { sha256Of } from "#server/files/intake.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { parseAnswer, readAnswers, readAssignments, type SubmissionHead } from "#server/services/submission-rows.ts";
import { listUnits } from "#server/services/units.ts";
import type { Db } from "#server/store/store.ts";

/** A submission as it is stored, in the form in which it travels. */
export async function readPackagedSubmission(db: Db, head: SubmissionHead): Promise<PackagedSubmission> {
  const { district, year, deadline, template } = head;
  // what an earlier version asked for stays in the history here; it is no part of the report
  const asked = new Set(outline(template).map(({ item }) => item.key));
  const units = new Map((await listUnits(db, head.organisationId)).map(({ id, name }) => [id, name]));
  return {
    district: districtName(district),
    year,
    deadline,
    template: { id: template.id, version: template.version },
    answers: await packagedAnswers(db, head.id, asked),
    assignments: [...(await readAssignments(db, head.id)).values()]
      .filter(({ itemKey }) => asked.has(itemKey))
      .map(({ itemKey, unitId, due }) => ({ itemKey, unit: units.get(unitId ?? "") ?? null, due }))
      .sort((a, b) => (a.itemKey < b.itemKey ? -1 : 1)),
    evidence: await packagedEvidence(db, head.id),
    submitted: await packagedVersion(db, head.id),
  };
}

/** The version that stands, while what is stored is exactly what it says. */
async function packagedVersion(db: Db, submissionId: string): Promise<PackagedVersion | null> {
  const { phase, currentRound: round } = await readFlowState(db, submissionId);
  if (round === undefined || phase === "drafting" || phase === "returned") return null;
  const snapshot = await readSnapshot(db, { submissionId, round });
  if (!snapshot.ok) return null;
  const { hash, submittedAt, submittedBy } = snapshot.value;
  return { round, hash, submittedAt, submittedBy };
}

export const textHash = (text: string): Promise<string> => sha256Of(new TextEncoder().encode(text));

async function packagedAnswers(
  db: Db,
  submissionId: string,
  asked: ReadonlySet<string>,
): Promise<Record<string, PackagedAnswer>> {
  const answers: [string, PackagedAnswer][] = [];
  for (const { itemKey, answer, savedAt, savedBy } of (await readAnswers(db, submissionId)).values())
    if (asked.has(itemKey))
      answers.push([itemKey, { answer, savedAt, savedBy, history: await historyOf(db, submissionId, itemKey) }]);
  return Object.fromEntries(answers.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function historyOf(db: Db, submissionId: string, itemKey: string): Promise<string[]> {
  const rows = await db
    .selectFrom("answer_revision")
    .select("body")
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .orderBy("revision", "desc")
    .limit(MOST_HISTORY)
    .execute();
  const hashes: string[] = [];
  for (const { body } of rows) hashes.unshift(await textHash(answerText(parseAnswer(body))));
  return hashes;
}

async function packagedEvidence(db: Db, submissionId: string): Promise<PackagedEvidence[]> {
  const records = await readEvidence(db, submissionId);
  const ranks = ranksOf(records);
  const packaged: PackagedEvidence[] = [];
  for (const { alsoIn: _, revision: __, links, ...record } of records)
    packaged.push({
      ...record,
      history: await filesOf(db, record.id),
      links: links.map((link) => ({ ...link, order: ranks.get(link) ?? 1 })),
    });
  return packaged;
}

/** The place of every link in its item, counted from 1 without gaps. */
function ranksOf(records: readonly Evidence[]): Map<Evidence["links"][number], number> {
  const items = new Set(records.flatMap(({ links }) => links.map(({ itemKey }) => itemKey)));
  return new Map(
    [...items].flatMap((itemKey) =>
      evidenceOf(itemKey, records).map(({ link }, index): [Evidence["links"][number], number] => [link, index + 1]),
    ),
  );
}

async function filesOf(db: Db, evidenceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("evidence_revision")
    .select("sha256")
    .where("evidence_id", "=", evidenceId)
    .orderBy("revision", "desc")
    .limit(MOST_HISTORY)
    .execute();
  return rows.map(({ sha256 }) => sha256).reverse();
}

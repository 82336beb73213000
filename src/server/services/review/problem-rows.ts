import type { Selectable } from "kysely";
import { type Actor, can, type Subject } from "#core/access/access.ts";
import type { Problem, ProblemFile } from "#core/api/rectification.ts";
import { mediaType } from "#core/evidence/evidence.ts";
import { districtName } from "#core/people/district-name.ts";
import { isOverdue, isProblemWritable, problemAfter } from "#core/review/problem.ts";
import type { Template } from "#core/template/schema.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { titleOf } from "#server/services/review/flow-view.ts";
import { itemDuty, type Position, readPosition, wholeSubject } from "#server/services/review/position.ts";
import type { ProblemTable } from "#server/store/review-schema.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

type Row = Selectable<ProblemTable>;

/** A problem's row, with the place that it has among organisations. */
export interface PlacedProblem {
  row: Row;
  position: Position;
  template: Template;
}

export const problemSubject = ({ row, position, template }: PlacedProblem): Subject => ({
  ...wholeSubject(position),
  duty: itemDuty(position.sections, template, row.item_key),
});

/** What neither the actor's own district nor the actor's city has found is as if it were not there. */
export async function placeProblem(
  db: Db,
  registry: Registry,
  actor: Actor,
  problemId: string,
): Promise<PlacedProblem | undefined> {
  const row = await db
    .selectFrom("problem")
    .selectAll()
    .where("id", "=", problemId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  // asked whether there is a problem or not: the answer takes the same steps
  const position = await readPosition(db, actor, row?.submission_id ?? "");
  const template = position && (await knownTemplate(db, registry, position.templateId, position.templateVersion));
  return row && position && template ? { row, position, template } : undefined;
}

export interface ProblemContext {
  actor: Actor;
  today: string;
}

/** With their steps and files, in the order given. */
export async function toProblems(
  db: Db,
  { actor, today }: ProblemContext,
  placed: readonly PlacedProblem[],
): Promise<Problem[]> {
  const ids = placed.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const files = await readFiles(db, ids);
  const steps = await readSteps(db, ids);
  const districts = await readNames(db, [...new Set(placed.map(({ row }) => row.submission_id))]);
  return placed.map((each): Problem => {
    const { row, position, template } = each;
    const subject = problemSubject(each);
    const mayWrite = can(actor, "problem.write", subject) && isProblemWritable(row.state);
    const name = districts.get(row.submission_id);
    return {
      id: row.id,
      submissionId: row.submission_id,
      districtId: position.organisationId,
      district: districtName(name?.district ?? ""),
      year: name?.year ?? 0,
      number: row.number,
      itemKey: row.item_key,
      item: titleOf(template, row.item_key),
      text: row.text,
      state: row.state,
      measure: row.measure,
      unit: row.unit,
      person: row.person,
      due: row.due,
      overdue: isOverdue(row, today),
      files: files.get(row.id) ?? [],
      steps: steps.get(row.id) ?? [],
      version: row.version,
      may: {
        write: mayWrite,
        report: mayWrite && problemAfter(row.state, "report").ok,
        check: can(actor, "problem.check", subject) && row.state !== "open" && row.state !== "sent-back",
      },
    };
  });
}

async function readNames(db: Db, submissionIds: readonly string[]) {
  const rows = await db
    .selectFrom("submission")
    .innerJoin("organisation", "organisation.id", "submission.organisation_id")
    .select(["submission.id", "submission.year", "organisation.name as district"])
    .where("submission.id", "in", submissionIds)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function readFiles(db: Db, ids: readonly string[]): Promise<Map<string, ProblemFile[]>> {
  const rows = await db
    .selectFrom("problem_evidence")
    .innerJoin("auth_user", "auth_user.id", "problem_evidence.added_by")
    .selectAll("problem_evidence")
    .select("auth_user.name")
    .where("problem_evidence.problem_id", "in", ids)
    .where("problem_evidence.removed_at", "is", null)
    .orderBy("problem_evidence.added_at")
    .orderBy("problem_evidence.id")
    .execute();
  const files = new Map<string, ProblemFile[]>();
  for (const row of rows)
    files.set(row.problem_id, [
      ...(files.get(row.problem_id) ?? []),
      {
        id: row.id,
        fileName: row.file_name,
        mediaType: mediaType.parse(row.media_type),
        size: Number(row.size),
        sha256: row.sha256,
        addedAt: row.added_at,
        addedBy: row.name,
      },
    ]);
  return files;
}

async function readSteps(db: Db, ids: readonly string[]): Promise<Map<string, Problem["steps"]>> {
  const rows = await db
    .selectFrom("problem_step")
    .innerJoin("auth_user", "auth_user.id", "problem_step.account_id")
    .selectAll("problem_step")
    .select("auth_user.name")
    .where("problem_step.problem_id", "in", ids)
    .orderBy("problem_step.version")
    .execute();
  const steps = new Map<string, Problem["steps"]>();
  for (const { problem_id, event, from_state, to_state, note, at, name } of rows)
    steps.set(problem_id, [
      ...(steps.get(problem_id) ?? []),
      { event, from: from_state, to: to_state, note, at, by: name },
    ]);
  return steps;
}

import { type Actor, can } from "#core/access/access.ts";
import type { Problem } from "#core/api/rectification.ts";
import { ok, type Result } from "#core/result.ts";
import { problemNarrative } from "#core/review/problem-narrative.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { localDay } from "#server/services/local-time.ts";
import { readPosition } from "#server/services/review/position.ts";
import { type PlacedProblem, placeProblem, problemSubject, toProblems } from "#server/services/review/problem-rows.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "templates">;

export interface ProblemQuery {
  cycle?: string | undefined;
  submission?: string | undefined;
  year?: number | undefined;
}

/** A district's own, newest year first; a city's those that its districts have to put right and the reader may read. */
export async function listProblems(
  { clock, templates }: Using,
  db: Db,
  actor: Actor,
  query: ProblemQuery,
): Promise<Problem[]> {
  let rows = db
    .selectFrom("problem")
    .innerJoin("submission", "submission.id", "problem.submission_id")
    .innerJoin("organisation", "organisation.id", "submission.organisation_id")
    .selectAll("problem")
    .where("problem.withdrawn_at", "is", null)
    .orderBy("submission.year", "desc")
    .orderBy("organisation.name")
    .orderBy("problem.submission_id")
    .orderBy("problem.number");
  if (query.submission !== undefined) rows = rows.where("problem.submission_id", "=", query.submission);
  if (query.year !== undefined) rows = rows.where("submission.year", "=", query.year);
  rows =
    actor.organisation.kind === "district"
      ? rows.where("submission.organisation_id", "=", actor.organisation.id)
      : rows.where("submission.organisation_id", "in", (eb) =>
          eb
            .selectFrom("cycle_district")
            .innerJoin("cycle", "cycle.id", "cycle_district.cycle_id")
            .select("cycle_district.organisation_id")
            .where("cycle.organisation_id", "=", actor.organisation.id),
        );
  const placed: PlacedProblem[] = [];
  const positions = new Map<string, Awaited<ReturnType<typeof readPosition>>>();
  for (const row of await rows.execute()) {
    const submissionId = row.submission_id;
    if (!positions.has(submissionId)) positions.set(submissionId, await readPosition(db, actor, submissionId));
    const position = positions.get(submissionId);
    const template = position && (await knownTemplate(db, templates, position.templateId, position.templateVersion));
    if (position && template) placed.push({ row, position, template });
  }
  const readable = placed.filter(
    (each) =>
      can(actor, "problem.read", problemSubject(each)) &&
      (query.cycle === undefined || each.position.cycleId === query.cycle),
  );
  return toProblems(db, { actor, today: localDay(clock()) }, readable);
}

export async function readProblem(
  { clock, templates }: Using,
  db: Db,
  actor: Actor,
  problemId: string,
): Promise<Result<Problem, Failure>> {
  const placed = await placeProblem(db, templates, actor, problemId);
  const [problem] = placed ? await toProblems(db, { actor, today: localDay(clock()) }, [placed]) : [];
  return problem ? ok(problem) : notFound();
}

export interface LastProblems {
  year: number | null;
  problems: Problem[];
  narrative: string;
}

/** What the newest earlier review found, and the words with which this year's chapter can begin. */
export async function readLastProblems(
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
): Promise<LastProblems> {
  const all = (await listProblems(using, db, actor, {})).filter(({ year }) => year < head.year);
  const year = all[0]?.year ?? null;
  const problems = all.filter((each) => each.year === year);
  return { year, problems, narrative: year === null ? "" : problemNarrative(year, problems) };
}

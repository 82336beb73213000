import type { Hono } from "hono";
import type { Actor } from "#core/access/access.ts";
import {
  addProblemFile,
  checkProblem,
  getProblem,
  listProblems,
  planProblem,
  problemFileContent,
  removeProblemFile,
  reportProblem,
} from "#core/api/rectification.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { contentResponse } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { problemSubjectOf } from "#server/routes/review-subject.ts";
import { notFound } from "#server/services/failure.ts";
import {
  addProblemFile as performAdd,
  removeProblemFile as performRemove,
  readProblemFile,
} from "#server/services/review/problem-files.ts";
import { listProblems as readList, readProblem } from "#server/services/review/problem-list.ts";
import { moveProblem, planProblem as performPlan } from "#server/services/review/problems.ts";

/** What a review found and a district puts right, for both sides. */
export function mountProblems(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  const again = async (actor: Actor, problemId: string) => unwrap(await readProblem(deps, db, actor, problemId));
  mount(app, deps, listProblems, {
    subject: ({ actor }) => ({ organisationId: actor.organisation.id }),
    handle: ({ actor, query }) => readList(deps, db, actor, query),
  });
  mount(app, deps, getProblem, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: ({ actor, params }) => again(actor, params.problemId),
  });
  mount(app, deps, planProblem, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ actor, params, body }) => {
      unwrap(await performPlan(deps, db, actor, params.problemId, body));
      return again(actor, params.problemId);
    },
  });
  mount(app, deps, reportProblem, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ actor, params, body }) => {
      unwrap(await moveProblem(deps, db, actor, params.problemId, { event: "report", ...body }));
      return again(actor, params.problemId);
    },
  });
  mount(app, deps, checkProblem, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ actor, params, body }) => {
      unwrap(await moveProblem(deps, db, actor, params.problemId, body));
      return again(actor, params.problemId);
    },
  });
  mountFiles(app, deps);
}

function mountFiles(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, addProblemFile, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ actor, params, query, bytes }) => {
      unwrap(await performAdd(deps, actor, params.problemId, { fileName: query.fileName, stream: bytes() }));
      return unwrap(await readProblem(deps, db, actor, params.problemId));
    },
  });
  mount(app, deps, removeProblemFile, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ actor, params }) => {
      unwrap(await performRemove(deps, actor, params));
      return undefined;
    },
  });
  mount(app, deps, problemFileContent, {
    subject: ({ actor, params }) => problemSubjectOf(deps, actor, params.problemId),
    handle: async ({ params, request }) => {
      const file = await readProblemFile(db, params);
      return file ? contentResponse(deps, file, request) : unwrap(notFound());
    },
  });
}

import { Hono } from "hono";
import { z } from "zod";
import type { Deps } from "#server/deps.ts";
import { FilesUnavailableError } from "#server/files/files.ts";
import { requestIdOf } from "#server/observe/request-id.ts";
import { note, notesOf } from "#server/observe/request-notes.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import { seeingSessions } from "#server/observe/seeing-sessions.ts";
import { makeWatch, type Watch } from "#server/observe/watch.ts";
import { ApiError, errorResponse } from "#server/routes/api-error.ts";
import { mountAudit } from "#server/routes/audit.ts";
import { mountBackups } from "#server/routes/backups.ts";
import { mountBuilder } from "#server/routes/builder.ts";
import { mountCollation } from "#server/routes/collation.ts";
import { mountConclusions } from "#server/routes/conclusions.ts";
import { mountCycles } from "#server/routes/cycles.ts";
import { mountEvidence } from "#server/routes/evidence.ts";
import { mountFlow } from "#server/routes/flow.ts";
import { mountInspection } from "#server/routes/inspection.ts";
import { makeHub, mountNotices } from "#server/routes/notices.ts";
import { mountOidc } from "#server/routes/oidc.ts";
import { mountOrganisation } from "#server/routes/organisation.ts";
import { mountPackages } from "#server/routes/packages.ts";
import { mountPeople } from "#server/routes/people.ts";
import { mountProblems } from "#server/routes/problems.ts";
import { mountReuse } from "#server/routes/reuse.ts";
import { mountReviews } from "#server/routes/reviews.ts";
import { refuseForeignOrigin, secured } from "#server/routes/security.ts";
import { mountSession } from "#server/routes/session.ts";
import { mountSubmissions } from "#server/routes/submissions.ts";
import { mountSystem } from "#server/routes/system.ts";
import { mountTemplates } from "#server/routes/templates.ts";
import { mountTwoFactor } from "#server/routes/two-factor.ts";
import { mountUpgrade } from "#server/routes/upgrade.ts";
import { mountUploads } from "#server/routes/uploads.ts";
import { mountVerdicts } from "#server/routes/verdicts.ts";
import type { StoreFault } from "#server/store/store.ts";

z.config(z.locales.zhCN());

const STORE_TEXT: Record<StoreFault, string> = {
  "store.full": "存储空间已满，本次内容未保存，请联系管理员清理磁盘后重试",
  "store.unavailable": "数据库暂时无法访问，本次内容未保存，请稍后重试",
};

const FILES_TEXT = "材料存储暂时无法访问，本次内容未保存，请稍后重试；仍不行时请联系管理员";

export interface Application {
  /** `address` is the client's, as far as it is known */
  fetch: (request: Request, address?: string) => Promise<Response>;
  /** ends the streams of notices, which would never end by themselves, and opens no more */
  endStreams: () => void;
}

/** The whole application as a function from Request to Response. */
export function createApp(given: Deps): Application {
  const watch = given.watch ?? makeWatch({ clock: given.clock });
  const deps = observed(given, watch);
  const app = new Hono();
  const hub = makeHub(deps);
  app.use("/api/*", refuseForeignOrigin);
  mountSystem(app, deps);
  mountSession(app, deps);
  mountNotices(app, deps, hub);
  mountOidc(app, deps);
  mountTwoFactor(app, deps);
  mountOrganisation(app, deps);
  mountPeople(app, deps);
  mountAudit(app, deps);
  mountInspection(app, deps, watch);
  mountTemplates(app, deps);
  mountBackups(app, deps);
  mountBuilder(app, deps);
  mountSubmissions(app, deps);
  mountCollation(app, deps);
  mountUploads(app, deps);
  mountEvidence(app, deps);
  mountPackages(app, deps);
  mountReuse(app, deps);
  mountUpgrade(app, deps);
  mountFlow(app, deps);
  mountCycles(app, deps);
  mountReviews(app, deps);
  mountVerdicts(app, deps);
  mountConclusions(app, deps);
  mountProblems(app, deps);
  app.all("/api/*", () => {
    throw new ApiError({ code: "resource.not-found", message: "没有这个接口，请刷新页面后重试" });
  });
  app.notFound(async (context) => {
    const served = await deps.staticFiles?.(context.req.raw);
    return served ?? context.text("未找到页面", 404);
  });
  app.onError((error) => {
    throw error;
  });

  return {
    endStreams: () => hub.close(),
    fetch: async (request, address) => {
      const requestId = requestIdOf(request, deps.newId, deps.trustsProxy === true);
      const path = new URL(request.url).pathname;
      const ended = watch.begin();
      const response = await answerOf(app, deps, request, { requestId, address });
      ended({
        requestId,
        method: request.method,
        api: path.startsWith("/api/"),
        status: response.status,
        notes: notesOf(request),
      });
      return secured(response, request, requestId);
    },
  };
}

/**
 * Around what does the work stands what watches it: how long files take, and when a session was last seen. A view of what
 * was given, not a copy: what is exchanged there is exchanged here.
 */
function observed(deps: Deps, watch: Watch): Deps {
  const view: Deps = Object.create(deps);
  return Object.assign(view, {
    auth: seeingSessions(deps),
    makeReports: watch.timed("report", deps.makeReports),
    makeOpinion: watch.timed("opinion", deps.makeOpinion),
  });
}

async function answerOf(
  app: Hono,
  deps: Deps,
  request: Request,
  { requestId, address }: { requestId: string; address: string | undefined },
): Promise<Response> {
  try {
    return await app.fetch(request, { address });
  } catch (error) {
    const told = toApiError(deps, error, request, requestId);
    note(request, { code: told.code });
    return errorResponse(told, requestId);
  }
}

/** What nobody foresaw goes to the log under the request's id; the user reads that id and nothing else of it. */
function toApiError(deps: Deps, error: unknown, request: Request, requestId: string): ApiError {
  if (error instanceof ApiError) return error;
  const bytes = causes(error).some((each) => each instanceof FilesUnavailableError);
  const fault = bytes
    ? "store.unavailable"
    : causes(error)
        .map(deps.store.classify)
        .find((each) => each !== undefined);
  const { route, account } = notesOf(request);
  deps.log.error(fault ?? "server.fault", { requestId, method: request.method, route, account, ...errorFacts(error) });
  return new ApiError(
    fault
      ? { code: fault, message: bytes ? FILES_TEXT : STORE_TEXT[fault] }
      : { code: "server.fault", message: "系统内部出错，内容未保存，请稍后重试；仍不行时把错误编号告诉管理员" },
  );
}

/** The exception and what lies behind it: the session library wraps what the database threw. */
function causes(error: unknown): unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

import { Hono } from "hono";
import { z } from "zod";
import type { Deps } from "#server/deps.ts";
import { FilesUnavailableError } from "#server/files/files.ts";
import { ApiError, errorResponse } from "#server/routes/api-error.ts";
import { mountAudit } from "#server/routes/audit.ts";
import { mountBuilder } from "#server/routes/builder.ts";
import { mountCollation } from "#server/routes/collation.ts";
import { mountConclusions } from "#server/routes/conclusions.ts";
import { mountCycles } from "#server/routes/cycles.ts";
import { mountEvidence } from "#server/routes/evidence.ts";
import { mountFlow } from "#server/routes/flow.ts";
import { mountOidc } from "#server/routes/oidc.ts";
import { mountOrganisation } from "#server/routes/organisation.ts";
import { mountPackages } from "#server/routes/packages.ts";
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

/** The whole application as a function from Request to Response; `address` is the client's, as far as it is known. */
export function createApp(deps: Deps): { fetch: (request: Request, address?: string) => Promise<Response> } {
  const app = new Hono();
  app.use("/api/*", refuseForeignOrigin);
  mountSystem(app, deps);
  mountSession(app, deps);
  mountOidc(app, deps);
  mountTwoFactor(app, deps);
  mountOrganisation(app, deps);
  mountAudit(app, deps);
  mountTemplates(app, deps);
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
    fetch: async (request, address) => {
      const requestId = deps.newId();
      try {
        return secured(await app.fetch(request, { address }), request, requestId);
      } catch (error) {
        return secured(
          errorResponse(toApiError(deps, error, requestId, request.method), requestId),
          request,
          requestId,
        );
      }
    },
  };
}

/** What nobody foresaw goes to the log under the request's id; the user reads that id and nothing else of it. */
function toApiError(deps: Deps, error: unknown, requestId: string, method: string): ApiError {
  if (error instanceof ApiError) return error;
  const bytes = causes(error).some((each) => each instanceof FilesUnavailableError);
  const fault = bytes
    ? "store.unavailable"
    : causes(error)
        .map(deps.store.classify)
        .find((each) => each !== undefined);
  const message = error instanceof Error ? error.message : "not an Error";
  deps.log.error(fault ?? "server.fault", {
    requestId,
    method,
    message,
    stack: error instanceof Error ? error.stack : undefined,
  });
  return new ApiError(
    fault
      ? { code: fault, message: bytes ? FILES_TEXT : STORE_TEXT[fault] }
      : {
          code: "server.fault",
          message: `系统内部出错，内容未保存，请稍后重试；仍不行时把编号 ${requestId} 告诉管理员`,
        },
  );
}

/** The exception and what lies behind it: the session library wraps what the database threw. */
function causes(error: unknown): unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

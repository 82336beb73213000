import type { Hono } from "hono";
import { health, readiness, setUp, setupState } from "#core/api/system.ts";
import type { Deps } from "#server/deps.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import { ApiError, unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { setUp as performSetUp } from "#server/services/setup.ts";
import { setupNeeded } from "#server/services/setup-code.ts";
import { appliedMigration } from "#server/store/migrate.ts";

export function mountSystem(app: Hono, deps: Deps): void {
  mount(app, deps, health, {
    open: async () => {
      const migration = await reached(deps);
      const usable = await deps.files.usable();
      return {
        status: usable ? ("ok" as const) : ("degraded" as const),
        version: deps.version,
        store: { kind: deps.store.kind, ready: true, migration },
        files: { ready: usable },
        templates: deps.templates.templates.length,
      };
    },
  });
  mount(app, deps, readiness, {
    open: async () => {
      if (deps.stopping?.())
        throw new ApiError({ code: "store.unavailable", message: "本服务进程正在停止，请稍后重试" });
      await reached(deps);
      return { ready: true as const };
    },
  });
  mount(app, deps, setupState, {
    open: async ({ request }) => ({
      needed: await setupNeeded(deps.store.db),
      signedIn: (await deps.auth.identify(request)) !== undefined,
    }),
  });
  mount(app, deps, setUp, { open: async ({ body }) => unwrap(await performSetUp(deps, body)) });
}

/** The store answers; its newest migration. */
const reached = (deps: Deps): Promise<number> =>
  appliedMigration(deps.store.db).catch((error: unknown) => {
    deps.log.error("store.unreachable", { store: deps.store.kind, ...errorFacts(error) });
    throw new ApiError({ code: "store.unavailable", message: "数据库暂时无法访问，请稍后重试或联系管理员" });
  });

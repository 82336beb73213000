import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import {
  endSession,
  inspectSystem,
  listFailedSignIns,
  listSessions,
  metrics,
  unlockAccount,
  verifyNow,
} from "#core/api/inspection.ts";
import type { Deps } from "#server/deps.ts";
import { metricsText, presents } from "#server/observe/metrics-text.ts";
import type { Watch } from "#server/observe/watch.ts";
import { ApiError, unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { organisationOfAccount } from "#server/services/accounts.ts";
import { readFailedSignIns, unlockAccount as unlock } from "#server/services/failed-sign-ins.ts";
import { notFound } from "#server/services/failure.ts";
import { endSessionOf, organisationOfSession, readSessions } from "#server/services/sessions.ts";
import { readSystemState } from "#server/services/system-state.ts";
import { verifyNext } from "#server/services/verification.ts";

const own = ({ actor }: { actor: Actor }): Subject => ({ organisationId: actor.organisation.id });
const about = (organisationId: string | undefined): Subject | undefined =>
  organisationId === undefined ? undefined : { organisationId };

export function mountInspection(app: Hono, deps: Deps, watch: Watch): void {
  const { store, clock } = deps;
  mount(app, deps, metrics, {
    open: async ({ request }) => {
      if (deps.metricsToken === undefined) throw new ApiError(notFound().error);
      if (!presents(request, deps.metricsToken))
        throw new ApiError({ code: "access.denied", message: "读取运行指标须出示 METRICS_TOKEN 所设的令牌" });
      return new Response(await metricsText(deps, watch), {
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
      });
    },
  });
  mount(app, deps, inspectSystem, { subject: own, handle: () => readSystemState(deps, watch) });
  mount(app, deps, verifyNow, {
    subject: own,
    handle: ({ body }) => verifyNext(store.db, body.from, clock()),
  });
  mount(app, deps, listSessions, {
    subject: own,
    handle: ({ actor, signed }) =>
      readSessions(store.db, actor.organisation.id, { now: clock(), own: signed.sessionId }),
  });
  mount(app, deps, endSession, {
    subject: async ({ params }) => about(await organisationOfSession(store.db, params.sessionId)),
    handle: async ({ actor, params }) => unwrap(await endSessionOf(deps, actor, params.sessionId)),
  });
  mount(app, deps, listFailedSignIns, {
    subject: own,
    handle: ({ actor }) => readFailedSignIns(store.db, actor.organisation.id, clock()),
  });
  mount(app, deps, unlockAccount, {
    subject: async ({ params }) => about(await organisationOfAccount(store.db, params.accountId)),
    handle: async ({ actor, params }) => unwrap(await unlock(deps, actor, params.accountId)),
  });
}

import type { Hono } from "hono";
import { hearNotices } from "#core/api/notice.ts";
import type { Deps } from "#server/deps.ts";
import { audienceOf } from "#server/live/audience.ts";
import { Hub } from "#server/live/hub.ts";
import { ApiError } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { type Ear, hearHere } from "#server/store/notices.ts";
import type { Store } from "#server/store/store.ts";

export function makeHub({ store, auth, clock, log }: Deps): Hub {
  return new Hub({
    audience: audienceOf(store.db),
    recheck: (sessionIds) => auth.liveSessions(store.db, sessionIds, clock()),
    hear: (ear) => hear(store, ear),
    repeat: (task, milliseconds) => {
      const timer = setInterval(task, milliseconds);
      return () => clearInterval(timer);
    },
    failed: (error) => log.error("notice.failed", { message: error instanceof Error ? error.message : "not an Error" }),
  });
}

function hear(store: Store, ear: Ear): () => void {
  if (!store.hear) return hearHere(store.db, ear);
  const deaf = store.hear(ear);
  return () => void deaf();
}

export function mountNotices(app: Hono, deps: Deps, hub: Hub): void {
  mount(app, deps, hearNotices, {
    subject: () => ({}),
    handle: async ({ actor, signed }) => {
      const opened = hub.open({ actor, sessionId: signed.sessionId });
      if (opened.ok)
        return new Response(opened.value, {
          headers: {
            "content-type": "text/event-stream; charset=utf-8",
            // nginx otherwise collects an answer before it hands it on
            "x-accel-buffering": "no",
          },
        });
      throw new ApiError(
        opened.error === "stopping"
          ? { code: "store.unavailable", message: "本服务进程正在停止，请稍后重试" }
          : { code: "notice.full", message: "实时通知的连接已满，页面改为定时刷新，不影响填报和审核" },
      );
    },
  });
}

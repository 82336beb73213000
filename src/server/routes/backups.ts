import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import * as api from "#core/api/backup.ts";
import { worksAlone } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { ApiError } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { record } from "#server/services/audit.ts";

/** Backups are of the installation as a whole: in a city the city's administrator sees to them. */
export function mountBackups(app: Hono, deps: Deps): void {
  const { backups, clock, store } = deps;
  const subject = async ({ actor }: { actor: Actor }): Promise<Subject> => ({
    organisationId: actor.organisation.id,
    alone: await worksAlone(store.db),
  });
  mount(app, deps, api.getBackups, { subject, handle: () => backups.state() });
  mount(app, deps, api.makeBackup, {
    subject,
    handle: async ({ actor }) => {
      const by = { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() };
      if (backups.refusal() === undefined) await record(store.db, by, { type: "installation.backup-asked" });
      const begun = backups.begin("asked");
      if (!begun.ok) throw new ApiError(REFUSED[begun.error]);
      return backups.state();
    },
  });
}

const REFUSED = {
  running: { code: "backup.running", message: "正在备份，请等它完成" },
  off: {
    code: "backup.off",
    message: "本系统没有启用自动备份，不能在页面上备份。请由管理服务器的人执行 npm run ziping -- backup",
  },
} as const;

import { sql } from "kysely";
import type { SystemState } from "#core/api/inspection.ts";
import type { Deps } from "#server/deps.ts";
import type { Machine } from "#server/observe/machine.ts";
import type { Watch } from "#server/observe/watch.ts";
import { lastVerification } from "#server/services/verification.ts";
import { appliedMigration, MIGRATIONS } from "#server/store/migrate.ts";
import type { Db, Store } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "files" | "templates" | "clock" | "version" | "machine">;

export async function readSystemState(deps: Using, watch: Watch): Promise<SystemState> {
  const { store, files, templates, clock, version } = deps;
  const machine = await deps.machine?.();
  return {
    at: clock().toISOString(),
    version,
    store: {
      kind: store.kind,
      migration: await appliedMigration(store.db),
      newest: MIGRATIONS.length,
      bytes: (await databaseBytes(store)) ?? null,
    },
    files: { usable: await files.usable(), ...(await storedFiles(store.db)) },
    templates: templates.templates.length,
    process: processState(machine, watch),
    verification: (await lastVerification(store.db)) ?? null,
  };
}

function processState(machine: Machine | undefined, watch: Watch): SystemState["process"] {
  const { requests, failed } = watch.totals();
  return {
    startedAt: watch.startedAt.toISOString(),
    node: machine?.node ?? null,
    platform: machine?.platform ?? null,
    memory: machine?.memory ?? null,
    eventLoop: machine?.eventLoop ?? null,
    disk: machine?.disk ?? null,
    requests,
    failed,
    slowMs: watch.slowMs,
    slowRequests: watch.slow(),
    failedRequests: watch.failed(),
  };
}

/** On PostgreSQL it needs no more right than to connect. */
export async function databaseBytes({ db, kind }: Pick<Store, "db" | "kind">): Promise<number | undefined> {
  const query =
    kind === "postgres"
      ? sql<{ bytes: number | string }>`select pg_database_size(current_database()) as bytes`
      : sql<{
          bytes: number | string;
        }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  const { rows } = await query.execute(db);
  return rows[0] && Number(rows[0].bytes);
}

/** Different contents, each counted once however often it is used. */
export async function storedFiles(db: Db): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number | string; bytes: number | string | null }>`
    select count(*) as count, sum(size) as bytes from
      (select sha256, max(size) as size from evidence_revision group by sha256) as content`.execute(db);
  return { count: Number(rows[0]?.count ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
}

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, type Terminal } from "#cli/command.ts";
import type { ReportSource } from "#cli/report-source.ts";
import { districtName } from "#core/people/district-name.ts";
import { type Config, readConfig } from "#server/config.ts";
import { filesPlace, openKeptBytes, type StoredBytes } from "#server/open-stored-bytes.ts";
import type { FilesPlace } from "#server/reports/place-supplies.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { readContent } from "#server/services/submission-content.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { appliedMigration, MIGRATIONS } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** The installation's own data. */
export interface Installation {
  store: Store;
  /** where the evidence lies */
  place: FilesPlace;
  /** the evidence, and the packages that wait */
  openBytes: (now: Date) => Promise<Pick<StoredBytes, "files" | "parcels">>;
}

/** Reads a submission from the installation's own data; the server may be running. */
export const readStoredSubmission = (id: string, registry: Registry, terminal: Terminal): Promise<ReportSource> =>
  withInstallation(terminal, async (installation) => {
    const head = await readHead(installation.store.db, registry, id);
    if (!head) throw new CommandError(`没有编号为 ${id} 的自评，也没有同名文件或文件夹`);
    return readSource(head, installation, registry);
  });

/** One submission of a year, or why it cannot be read. */
export interface StoredOfYear {
  district: string;
  source: ReportSource | undefined;
  fault: string;
}

/** Every submission of a year in the installation's own data, by the district's name. */
export const readStoredYear = (year: number, registry: Registry, terminal: Terminal): Promise<StoredOfYear[]> =>
  withInstallation(terminal, async (installation) => {
    const rows = await installation.store.db
      .selectFrom("submission")
      .innerJoin("organisation", "organisation.id", "submission.organisation_id")
      .select(["submission.id", "submission.template_id", "submission.template_version", "organisation.name"])
      .where("submission.year", "=", year)
      .orderBy("organisation.name")
      .orderBy("submission.id")
      .execute();
    const all: StoredOfYear[] = [];
    for (const { id, template_id, template_version, name } of rows) {
      const installed =
        (await knownTemplate(installation.store.db, registry, template_id, template_version)) !== undefined;
      const head = installed ? await readHead(installation.store.db, registry, id) : undefined;
      all.push({
        district: districtName(name),
        source: head && (await readSource(head, installation, registry)),
        fault: installed ? "自评已被删除" : `没有安装清单 ${template_id} ${template_version}`,
      });
    }
    return all;
  });

export async function readSource(
  head: SubmissionHead,
  { store, place }: Pick<Installation, "store" | "place">,
  registry: Registry,
): Promise<ReportSource> {
  const content = await readContent(registry, store.db, head);
  return { content, evidence: place };
}

export async function withInstallation<T>(
  terminal: Terminal,
  read: (installation: Installation) => Promise<T>,
): Promise<T> {
  const config = readConfig(terminal.env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  const store = openStore(config.value, terminal);
  try {
    await checkVersion(store);
    return await read({
      store,
      place: filesPlace(config.value),
      openBytes: (now) => openKeptBytes(config.value, now),
    });
  } catch (error) {
    if (store.classify(error) === "store.unavailable")
      throw new CommandError("无法连接或打开数据库，请检查 DATABASE_URL、DATA_DIR 及数据库服务是否已启动");
    throw error;
  } finally {
    await store.close();
  }
}

function openStore({ databaseUrl, dataDir }: Config, terminal: Terminal): Store {
  if (databaseUrl) return openPostgres(databaseUrl, (error) => terminal.complain(`数据库连接中断：${error.message}`));
  const file = join(resolve(dataDir), "ziping.sqlite");
  if (!existsSync(file)) throw new CommandError(`没有这个文件或文件夹，也没有数据文件 ${file}，请核对参数或 DATA_DIR`);
  return openSqlite(file);
}

/** A reading command never changes the database's structure; that is the server's to do when it starts. */
async function checkVersion(store: Store): Promise<void> {
  const found = await appliedMigration(store.db);
  if (found > MIGRATIONS.length) throw new CommandError("数据由更新的版本写入，请升级自评通后再执行");
  if (found < MIGRATIONS.length) throw new CommandError("数据由较旧的版本写入，请先用 npm start 启动一次以完成升级");
}

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, type Terminal } from "#cli/command.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { readConfig } from "#server/config.ts";
import { readAnswers, readEvidence, readHead } from "#server/services/submission-rows.ts";
import { districtName } from "#server/services/submissions.ts";
import { appliedMigration, MIGRATIONS } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** Reads a submission from the installation's own data; the server may be running. */
export async function readStoredSubmission(
  id: string,
  registry: Registry,
  terminal: Terminal,
): Promise<SubmissionContent> {
  const store = openStore(terminal);
  try {
    await checkVersion(store);
    const head = await readHead(store.db, registry, id);
    if (!head) throw new CommandError(`没有编号为 ${id} 的自评，也没有同名文件或文件夹`);
    const answers = await readAnswers(store.db, id);
    return {
      template: head.template,
      indicators: registry.indicators,
      district: districtName(head.district),
      year: head.year,
      answers: new Map([...answers].map(([key, stored]) => [key, stored.answer])),
      evidence: await readEvidence(store.db, id),
    };
  } catch (error) {
    if (store.classify(error) === "store.unavailable")
      throw new CommandError("无法连接或打开数据库，请检查 DATABASE_URL、DATA_DIR 及数据库服务是否已启动");
    throw error;
  } finally {
    await store.close();
  }
}

function openStore(terminal: Terminal): Store {
  const config = readConfig(terminal.env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  if (config.value.databaseUrl)
    return openPostgres(config.value.databaseUrl, (error) => terminal.complain(`数据库连接中断：${error.message}`));
  const file = join(resolve(config.value.dataDir), "ziping.sqlite");
  if (!existsSync(file)) throw new CommandError(`没有这个文件或文件夹，也没有数据文件 ${file}，请核对参数或 DATA_DIR`);
  return openSqlite(file);
}

/** A reading command never changes the database's structure; that is the server's to do when it starts. */
async function checkVersion(store: Store): Promise<void> {
  const found = await appliedMigration(store.db);
  if (found > MIGRATIONS.length) throw new CommandError("数据由更新的版本写入，请升级自评通后再执行");
  if (found < MIGRATIONS.length) throw new CommandError("数据由较旧的版本写入，请先用 npm start 启动一次以完成升级");
}

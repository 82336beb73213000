import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { withInstallation } from "#cli/read-stored-submission.ts";
import { type Actor, can } from "#core/access/access.ts";
import {
  type Decisions,
  type ImportPlan,
  NO_DECISIONS,
  type Side,
  takenEvidence,
  takenItem,
} from "#core/package/plan.ts";
import { STANDING_TEXT, type Standing } from "#core/package/standing.ts";
import type { Result } from "#core/result.ts";
import { identityOf } from "#server/auth/identity.ts";
import { readConfig } from "#server/config.ts";
import type { Bytes } from "#server/files/files.ts";
import type { Failure } from "#server/services/failure.ts";
import { dropPackage, importPackage, receivePackage } from "#server/services/package-import.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import type { Db } from "#server/store/store.ts";

const OPTIONS = { as: { type: "string" }, take: { type: "string" }, plan: { type: "boolean" } } as const;

export const packageImportCommand: Command = {
  words: ["import-package"],
  summary: "导入自评或审核结果数据包（.ziping）；先核对，有冲突时不写入",
  usage: [
    "npm run ziping -- import-package 文件.ziping --as 账号 [--plan] [--take ours|theirs]",
    "--as 以哪个账号的名义导入（区县统稿人或市级督导办）；--plan 只列出将要发生的变化，不写入",
    "--take 两边都改过的内容以哪边为准：ours 本系统，theirs 数据包。使用内置数据库时须先停止自评通",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [name] = positionals;
    if (name === undefined) throw new UsageError("请给出数据包文件");
    if (values.as === undefined) throw new UsageError("请用 --as 指定以哪个账号的名义导入");
    const take = readTake(values.take);
    const path = resolve(name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) throw new CommandError(`没有文件 ${path}`);
    const templates = await installedTemplates(projectFolder("templates"));
    const release = lockData(terminal);
    try {
      await withInstallation(terminal, async ({ store, openBytes }) => {
        const using = {
          store,
          templates,
          ...(await openBytes(new Date())),
          clock: () => new Date(),
          newId: randomUUID,
        };
        const actor = await findActor(store.db, values.as ?? "");
        const stream = Readable.toWeb(createReadStream(path, { highWaterMark: 1024 * 1024 })) as Bytes;
        const { packageId, plan, digest } = expectDone(await receivePackage(using, actor, stream));
        for (const line of describe(plan)) terminal.say(line);
        const decisions = decide(plan, take);
        const open = decisions === undefined;
        if (values.plan || open || plan.importedAt !== null) {
          expectDone(await dropPackage(using, actor, packageId));
          if (plan.importedAt !== null) terminal.say("此数据包已导入过，没有改动任何内容");
          else if (open && !values.plan)
            throw new CommandError(
              "有内容两边都改过，没有导入。请用 --take ours 或 --take theirs 说明以哪边为准（package.undecided）",
            );
          return;
        }
        const done = expectDone(await importPackage(using, actor, packageId, { digest, decisions }));
        terminal.say(`已导入，自评编号 ${done.submissionId}`);
      });
    } finally {
      release();
    }
  },
};

function readTake(text: string | undefined): Side | undefined {
  if (text === undefined || text === "ours" || text === "theirs") return text;
  throw new UsageError(`--take 只能是 ours（以本系统为准）或 theirs（以数据包为准），不是“${text}”`);
}

/** The embedded database has one writer; a server that runs is it. */
function lockData(terminal: Terminal): () => void {
  const config = readConfig(terminal.env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  if (config.value.databaseUrl) return () => undefined;
  const folder = resolve(config.value.dataDir);
  const release = lockFolder(folder);
  if (!release) throw new CommandError("自评通正在运行。请在页面上导入，或先停止自评通再执行");
  return release;
}

async function findActor(db: Db, username: string): Promise<Actor> {
  const row = await db.selectFrom("auth_user").select("id").where("username", "=", username).executeTakeFirst();
  const identity = row && (await identityOf(db, row.id));
  if (!identity) throw new CommandError(`没有账号“${username}”，或账号已停用`);
  const { actor } = identity;
  if (!can(actor, "package.import", { organisationId: actor.organisation.id }))
    throw new CommandError(`账号“${username}”不能导入数据包，须为区县统稿人或市级督导办`);
  return actor;
}

function expectDone<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new CommandError(`${result.error.message}（${result.error.code}）`);
}

/** Whatever both sides have changed goes one way; undefined where nobody has said which. */
function decide(plan: ImportPlan, take: Side | undefined): Decisions | undefined {
  const items = plan.items.filter((item) => takenItem(item, NO_DECISIONS) === undefined);
  const evidence = plan.evidence.filter((record) => takenEvidence(record, NO_DECISIONS) === undefined);
  if (items.length + evidence.length === 0) return NO_DECISIONS;
  return (
    take && {
      items: Object.fromEntries(items.map(({ itemKey }) => [itemKey, take])),
      evidence: Object.fromEntries(evidence.map(({ id }) => [id, take])),
    }
  );
}

function describe(plan: ImportPlan): string[] {
  const { review, submitted } = plan;
  if (review)
    return [
      `${plan.district}${plan.year}年自评的审核结果，${review.city}${review.concludedBy}于${review.concludedAt}办结`,
      `对应本区县第${review.round}次报送的版本；核定总分${review.total}${review.grade === null ? "" : `，等次${review.grade}`}，问题${review.problems}个`,
      ...(review.replaces ? ["本系统已有较早的审核结果，导入后以数据包为准"] : []),
    ];
  const count = (of: readonly { standing: Standing }[]): string =>
    (Object.keys(STANDING_TEXT) as Standing[])
      .map((each) => `${STANDING_TEXT[each]}${of.filter(({ standing }) => standing === each).length}`)
      .join("，");
  return [
    `${plan.district}${plan.year}年自评，${plan.madeBy}于${plan.madeAt}导出${plan.submissionId === null ? "，将新建" : "，本系统已有"}`,
    ...(submitted ? [`区县第${submitted.round}次报送的版本，内容核对一致的导入后可以审核`] : []),
    `条目：${count(plan.items)}`,
    `材料：${count(plan.evidence)}`,
    ...plan.items
      .filter(({ standing }) => standing === "both-changed")
      .map(({ label, heading }) => `  两边都改过：${`${label} ${heading}`.trim()}`),
    ...plan.evidence
      .filter(({ standing }) => standing === "both-changed")
      .map(({ title }) => `  两边都改过：《${title}》`),
  ];
}

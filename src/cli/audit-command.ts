import { resolve } from "node:path";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { withInstallation } from "#cli/read-stored-submission.ts";
import { writeWhole } from "#cli/write-file.ts";
import { type ChainPlace, describeBreak } from "#core/audit/chain.ts";
import { placeAt, readHead, verifyChain } from "#server/services/audit-chain.ts";
import { auditCsv } from "#server/services/audit-csv.ts";
import { walkAudit } from "#server/services/audit-log.ts";
import type { Db } from "#server/store/store.ts";

export const auditCommand: Command = {
  words: ["audit"],
  summary: "核验操作日志的校验链，或导出全部日志",
  usage: [
    "npm run ziping -- audit --verify [--known 序号:校验值] [--csv 文件.csv]",
    "--verify  从第一条起逐条核验；有问题时指出第一处，退出码为1",
    "--known   上次核验时抄下的最后一条，确认它没有被整体改写",
    "--csv     导出为 CSV，用 Excel 可直接打开",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(
      args,
      {
        verify: { type: "boolean" },
        known: { type: "string" },
        csv: { type: "string" },
      },
      0,
    );
    const known = values.known === undefined ? undefined : readKnown(values.known);
    if (!values.verify && values.csv === undefined)
      throw new UsageError("请说明要核验（--verify）还是导出（--csv 文件）");
    if (known && !values.verify) throw new UsageError("--known 须与 --verify 一起使用");
    await withInstallation(terminal, async ({ store }) => {
      if (values.verify) await verify(store.db, known, terminal);
      if (values.csv !== undefined) await exportCsv(store.db, values.csv, terminal);
    });
  },
};

function readKnown(text: string): ChainPlace {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase());
  if (!match?.[1] || !match[2]) throw new UsageError(`--known 应写作“序号:校验值”，不是“${text}”`);
  return { number: Number(match[1]), hash: match[2] };
}

async function verify(db: Db, known: ChainPlace | undefined, terminal: Terminal): Promise<void> {
  const chain = await verifyChain(db);
  if (!chain.ok) throw new CommandError(`操作日志核验未通过（audit.broken）。${describeBreak(chain.error)}`);
  const place = chain.value;
  if (known) await checkKnown(db, known);
  terminal.say(place.number === 0 ? "操作日志为空" : `操作日志完整，已核验至第${place.number}条`);
  if (place.number > 0) terminal.say(`末条：${place.number}:${place.hash}`);
}

/** Who can rewrite the whole database can also make a new chain: only what was noted elsewhere shows that. */
async function checkKnown(db: Db, known: ChainPlace): Promise<void> {
  const found = await placeAt(db, known.number);
  if (found.number !== known.number || found.hash !== known.hash)
    throw new CommandError(
      `操作日志核验未通过（audit.rewritten）。第${known.number}条与抄下的校验值不符：日志被整体改写，或不是同一套数据`,
    );
}

async function exportCsv(db: Db, file: string, terminal: Terminal): Promise<void> {
  const templates = await installedTemplates(projectFolder("templates"));
  const { number } = await readHead(db);
  const path = resolve(file);
  await writeWhole(path, auditCsv(walkAudit(db, templates, undefined, {}, number)));
  terminal.say(`已导出操作日志至第${number}条：${path}`);
}

import { extname, resolve } from "node:path";
import { type Command, CommandError, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { projectVersion } from "#cli/project-version.ts";
import { withInstallation } from "#cli/read-stored-submission.ts";
import { shortPath } from "#cli/short-path.ts";
import { writeWhole } from "#cli/write-file.ts";
import { PACKAGE_EXTENSION } from "#core/package/manifest.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";
import { placeSupplies } from "#server/reports/place-supplies.ts";
import { opinionsHere, reportsHere } from "#server/reports/reports.ts";
import { exportPackage, type Maker, NO_REPORT, WORD_AND_PDF } from "#server/services/package-export.ts";
import { exportReview } from "#server/services/package-review-export.ts";
import { cycleOf } from "#server/services/review/cycle-rows.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

const OPTIONS = { out: { type: "string" }, "no-report": { type: "boolean" }, review: { type: "boolean" } } as const;

export const packageExportCommand: Command = {
  words: ["export"],
  summary: "把一份自评或审核结果导出为数据包（.ziping），带到不联网的另一台电脑",
  usage: [
    "npm run ziping -- export 编号 --out 文件.ziping [--no-report]",
    "npm run ziping -- export --review 编号 --out 文件.ziping",
    "数据包含填报内容、清单、全部佐证材料（含涉密）和报告的 Word、PDF。--no-report 不带报告",
    "--review 导出已办结的审核结果（审核意见、得分台账、问题清单），由区县导入",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [id] = positionals;
    if (id === undefined) throw new UsageError("请给出自评编号");
    if (values.review && values["no-report"]) throw new UsageError("--no-report 不能与 --review 同用");
    if (values.out === undefined) throw new UsageError("请用 --out 指定数据包的文件名");
    const path = resolve(values.out);
    if (extname(path) !== `.${PACKAGE_EXTENSION}`) throw new UsageError(`数据包的扩展名应为 .${PACKAGE_EXTENSION}`);
    const registry = await installedTemplates(projectFolder("templates"));
    await withInstallation(terminal, async ({ store, place, openBytes }) => {
      const head = await readHead(store.db, registry, id);
      if (!head) throw new CommandError(`没有编号为 ${id} 的自评`);
      const using = {
        store,
        ...(await openBytes(new Date())),
        templates: registry,
        makeReports: reportsHere(placeSupplies(place)),
        makeOpinion: opinionsHere(loadProjectFont),
        clock: () => new Date(),
        version: await projectVersion(),
      };
      const made = values.review
        ? await exportReview(using, await makerFor(store.db, head, "city"), head)
        : await exportPackage(
            using,
            await makerFor(store.db, head, "district"),
            head,
            values["no-report"] ? NO_REPORT : WORD_AND_PDF,
          );
      if (!made.ok) throw new CommandError(`${made.error.message}（${made.error.code}）`);
      for (const complaint of made.value.complaints) terminal.complain(complaint);
      try {
        await writeWhole(path, made.value.stream);
      } catch (error) {
        if (!(error instanceof DamagedFileError)) throw error;
        const title = made.value.titles.get(error.sha256) ?? "";
        throw new CommandError(`数据包未生成，材料《${title}》的文件与登记时不同（evidence.damaged）`);
      }
      terminal.say([shortPath(path), `${made.value.files}个文件`, `${made.value.size}字节`].join("  "));
    });
  },
};

/** In whose log it is written down: the city's where it is the city's review. */
async function makerFor(db: Db, head: SubmissionHead, side: "district" | "city"): Promise<Maker> {
  const cycle = side === "city" ? await cycleOf(db, head) : undefined;
  return { by: { organisationId: cycle?.cityId ?? head.organisationId, accountId: null }, name: "命令行" };
}

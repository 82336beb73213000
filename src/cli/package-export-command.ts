import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { projectVersion } from "#cli/project-version.ts";
import { readSource, withInstallation } from "#cli/read-stored-submission.ts";
import type { ReportSource } from "#cli/report-source.ts";
import { shortPath } from "#cli/short-path.ts";
import { writeWhole } from "#cli/write-file.ts";
import { writeReport } from "#cli/write-report.ts";
import { PACKAGE_EXTENSION } from "#core/package/manifest.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { openDiskParcels } from "#server/files/disk-parcels.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { exportPackage, type PackagedReport } from "#server/services/package-export.ts";
import { readHead } from "#server/services/submission-rows.ts";

const OPTIONS = { out: { type: "string" }, "no-report": { type: "boolean" } } as const;

export const packageExportCommand: Command = {
  words: ["export"],
  summary: "把一份自评导出为数据包（.ziping），带到不联网的另一台电脑",
  usage: [
    "npm run ziping -- export 编号 --out 文件.ziping [--no-report]",
    "数据包含填报内容、清单、全部佐证材料（含涉密）和报告的 Word、PDF。--no-report 不带报告",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [id] = positionals;
    if (id === undefined) throw new UsageError("请给出自评编号");
    if (values.out === undefined) throw new UsageError("请用 --out 指定数据包的文件名");
    const path = resolve(values.out);
    if (extname(path) !== `.${PACKAGE_EXTENSION}`) throw new UsageError(`数据包的扩展名应为 .${PACKAGE_EXTENSION}`);
    const registry = await installedTemplates(projectFolder("templates"));
    await withInstallation(terminal, async (installation) => {
      const { store, filesDir } = installation;
      const head = await readHead(store.db, registry, id);
      if (!head) throw new CommandError(`没有编号为 ${id} 的自评`);
      const source = await readSource(head, installation, registry);
      const reports = values["no-report"] ? [] : await composeReports(source, terminal);
      const now = new Date();
      const using = {
        store,
        files: await openDiskFiles(filesDir, now),
        parcels: await openDiskParcels(filesDir, now),
        clock: () => new Date(),
        version: await projectVersion(),
      };
      const by = { organisationId: head.organisationId, accountId: null };
      const made = await exportPackage(using, { by, name: "命令行" }, head, reports);
      if (!made.ok) throw new CommandError(`${made.error.message}（${made.error.code}）`);
      try {
        await writeWhole(path, made.value.stream);
      } catch (error) {
        if (!(error instanceof DamagedFileError)) throw error;
        const record = source.content.evidence.find(({ sha256 }) => sha256 === error.sha256);
        throw new CommandError(`数据包未生成，材料《${record?.title ?? ""}》的文件与登记时不同（evidence.damaged）`);
      }
      terminal.say([shortPath(path), `${made.value.files}个文件`, `${made.value.size}字节`].join("  "));
    });
  },
};

/** Word and PDF, as the report command makes them. */
async function composeReports(source: ReportSource, terminal: Terminal): Promise<PackagedReport[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-export-"));
  try {
    const { files, complaints } = await writeReport(source, {
      formats: ["docx", "pdf"],
      out: folder,
      shell: undefined,
      letterhead: undefined,
    });
    for (const complaint of complaints) terminal.complain(complaint);
    const reports: PackagedReport[] = [];
    for (const { path } of files)
      reports.push({ fileName: basename(path), bytes: new Uint8Array(await readFile(path)) });
    return reports;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

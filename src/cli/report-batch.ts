import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { z } from "zod";
import { type Manifest, openManifest } from "#cli/batch-manifest.ts";
import { CommandError, type Terminal } from "#cli/command.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { readStoredYear, type StoredOfYear } from "#cli/read-stored-submission.ts";
import type { MakeOptions } from "#cli/report-options.ts";
import { type ReportSource, sha256Of, stampOf } from "#cli/report-source.ts";
import type { Job, Outcome } from "#cli/report-worker.ts";
import { runJobs } from "#cli/worker-pool.ts";
import { canonical } from "#core/answer/canonical.ts";
import { fileNameOf, reportFileName } from "#core/document/cover.ts";
import { REPORT_FORMATS, type ReportFormat } from "#report/make.ts";
import type { Registry } from "#server/templates/registry.ts";

interface Task {
  district: string;
  job: Job;
  stamp: string;
}

/** The reports of every submission of a year, over all cores; what has not changed since an earlier run stays. */
export async function reportYear(
  year: number,
  options: MakeOptions,
  registry: Registry,
  terminal: Terminal,
): Promise<void> {
  const all = await readStoredYear(year, registry, terminal);
  if (all.length === 0) throw new CommandError(`数据文件夹中没有${year}年度的自评`);
  const manifest = await openManifest(options.out);
  const tasks: Task[] = [];
  let [failed, kept] = [0, 0];
  for (const { district, source, name, fault } of named(all)) {
    if (!source) {
      failed += 1;
      terminal.complain(`失败  ${district}：${fault}`);
      continue;
    }
    const names = namesOf(name);
    const stamp = await makeStamp(source, options);
    const stale = await staleFormats(manifest, options.formats, names, stamp);
    for (const format of options.formats) {
      if (stale.includes(format)) continue;
      kept += 1;
      terminal.say(`未变  ${names[format]}`);
    }
    if (stale.length > 0)
      tasks.push({ district, stamp, job: { source, names, options: { ...options, formats: stale } } });
  }
  let made = 0;
  await runJobs(tasks, availableParallelism(), async (task, outcome) => {
    if (outcome.ok) made += outcome.report.files.length;
    else failed += 1;
    await report(task, outcome, manifest, terminal);
  });
  terminal.say(`${year}年度共${all.length}份自评：生成${made}个文件，未变${kept}个，失败${failed}份`);
  if (failed > 0) throw new CommandError(`有${failed}份未能生成，其余已在 ${options.out}；处理后再执行一次即可`);
}

async function report(task: Task, outcome: Outcome, manifest: Manifest, terminal: Terminal): Promise<void> {
  if (!outcome.ok) {
    terminal.complain(`失败  ${task.district}：${outcome.message}`);
    return;
  }
  const { files, complaints } = outcome.report;
  await manifest.note(files.map(({ path, bytes }) => ({ fileName: basename(path), stamp: task.stamp, bytes })));
  for (const { path, pages, bytes } of files)
    terminal.say(
      `完成  ${[basename(path), ...(pages === undefined ? [] : [`${pages}页`]), `${bytes}字节`].join("  ")}`,
    );
  for (const complaint of complaints) terminal.complain(`提示  ${task.district}：${complaint}`);
}

/** File names without extension; where two reports have the same title, the district tells them apart. */
function named(all: readonly StoredOfYear[]): (StoredOfYear & { name: string })[] {
  const titles = all.map(({ source }) => (source ? reportFileName(source.content) : ""));
  const taken = new Set<string>();
  return all.map((each, index) => {
    const title = titles[index] ?? "";
    const twice = titles.filter((other) => other.toLowerCase() === title.toLowerCase()).length > 1;
    const wanted = twice ? fileNameOf(`${title}（${each.district}）`) : title;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}（${number}）`;
    taken.add(name.toLowerCase());
    return { ...each, name };
  });
}

const namesOf = (name: string): Record<ReportFormat, string> =>
  Object.fromEntries(REPORT_FORMATS.map((format) => [format, `${name}.${format}`])) as Record<ReportFormat, string>;

async function staleFormats(
  manifest: Manifest,
  formats: readonly ReportFormat[],
  names: Readonly<Record<ReportFormat, string>>,
  stamp: string,
): Promise<ReportFormat[]> {
  const stale: ReportFormat[] = [];
  for (const format of formats) if (!(await manifest.holds(names[format], stamp))) stale.push(format);
  return stale;
}

/** Everything that decides what the files say and look like: the version, the checklist, the standards, the options, the program. */
async function makeStamp({ content }: ReportSource, { shell, letterhead }: MakeOptions): Promise<string> {
  const { version } = manifestOfProgram.parse(JSON.parse(await readFile(projectFolder("package.json"), "utf8")));
  return sha256Of(
    canonical({
      version: stampOf(content),
      template: content.template,
      indicators: [...content.indicators.values()],
      plans: content.plans,
      shell,
      letterhead: letterhead && sha256Of(letterhead),
      program: version,
    }),
  );
}

const manifestOfProgram = z.object({ version: z.string() });

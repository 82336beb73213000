import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { REPORT_FORMATS, type ReportFormat } from "#report/make.ts";
import { median, type Row } from "./row.ts";
import { illustrated, type SampleJob, sampleJob, tenfold } from "./sample-job.ts";

const RUNS = 5;

const measured = z.object({
  /** milliseconds from the start of the process to the first file */
  cold: z.number(),
  /** milliseconds for a third file in the same process */
  warm: z.number(),
  /** megabytes at the most, until the first file was there */
  peak: z.number(),
  /** kilobytes of the file */
  size: z.number(),
});
export type Measured = z.infer<typeof measured>;

/** Each run in a process of its own: start to file, the third of three files, peak memory. */
export async function reportBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  try {
    const sample = await sampleJob();
    const jobs: readonly [string, SampleJob, readonly ReportFormat[]][] = [
      ["样例报告", sample, REPORT_FORMATS],
      ["十倍长报告", tenfold(sample), ["docx", "pdf"]],
      ["附一百幅图的报告", illustrated(sample), ["docx", "pdf"]],
    ];
    const rows: Row[] = [];
    for (const [name, job, formats] of jobs) {
      const file = join(folder, "job.json");
      await writeFile(file, JSON.stringify(job));
      rows.push(...formats.flatMap((format) => rowsOf(name, format, file)));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function rowsOf(report: string, format: ReportFormat, file: string): Row[] {
  const runs = Array.from({ length: RUNS }, () => runOnce(format, file));
  const middle = (pick: (run: Measured) => number): number => median(runs.map(pick));
  const name = `${report} ${format}（Node）`;
  return [
    { name: `${name}冷启动`, value: middle((run) => run.cold), unit: "ms" },
    { name: `${name}热运行`, value: middle((run) => run.warm), unit: "ms" },
    { name: `${name}峰值内存`, value: middle((run) => run.peak), unit: "MB" },
    { name: `${name}文件`, value: middle((run) => run.size), unit: "kB" },
  ];
}

function runOnce(format: ReportFormat, file: string): Measured {
  const script = fileURLToPath(new URL("./report-once.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, format, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return measured.parse(JSON.parse(stdout));
}

import { parentPort } from "node:worker_threads";
import { CommandError } from "#cli/command.ts";
import type { MakeOptions } from "#cli/report-options.ts";
import type { ReportSource } from "#cli/report-source.ts";
import { type WrittenReport, writeReport } from "#cli/write-report.ts";
import type { ReportFormat } from "#report/make.ts";

/** One district's report, for a thread of its own. */
export interface Job {
  source: ReportSource;
  options: MakeOptions;
  names: Readonly<Record<ReportFormat, string>>;
}

/** `message`: a refusal in Chinese, or what the program did not expect. */
export type Outcome = { ok: true; report: WrittenReport } | { ok: false; message: string };

async function answer({ source, options, names }: Job): Promise<Outcome> {
  try {
    return { ok: true, report: await writeReport(source, options, (format) => names[format]) };
  } catch (error) {
    if (error instanceof CommandError) return { ok: false, message: error.message };
    return {
      ok: false,
      message: `程序出错：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}

parentPort?.on("message", (job: Job) => {
  void answer(job).then((done) => parentPort?.postMessage(done));
});

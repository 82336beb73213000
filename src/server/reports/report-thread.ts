import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { ReportFormat } from "#report/make.ts";
import { diskSupplies } from "#server/reports/disk-supplies.ts";
import { reportsHere } from "#server/reports/reports.ts";

/** One submission's report, for a thread of its own. */
export interface ReportTask {
  content: SubmissionContent;
  formats: readonly ReportFormat[];
}

const make = reportsHere(diskSupplies(z.string().parse(workerData)));

// what fails ends the thread, and is told to whoever started it
parentPort?.once("message", ({ content, formats }: ReportTask) => {
  void make(content, formats).then((made) => parentPort?.postMessage(made));
});

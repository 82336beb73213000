import { parentPort, workerData } from "node:worker_threads";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { ReportFormat } from "#report/make.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";
import { type FilesPlace, placeSupplies } from "#server/reports/place-supplies.ts";
import { type MadeFiles, opinionsHere, reportsHere } from "#server/reports/reports.ts";

/** One submission's report, or one review's opinion, for a thread of its own. */
export type ReportTask =
  | { kind: "report"; content: SubmissionContent; formats: readonly ReportFormat[] }
  | { kind: "opinion"; concluded: ConcludedReview; date: string };

// what threaded-reports.ts hands over
const place: FilesPlace = workerData;
const makeReport = reportsHere(placeSupplies(place));
const makeOpinion = opinionsHere(loadProjectFont);

const make = (task: ReportTask): Promise<MadeFiles> =>
  task.kind === "report" ? makeReport(task.content, task.formats) : makeOpinion(task.concluded, task.date);

// what fails ends the thread, and is told to whoever started it
parentPort?.once("message", (task: ReportTask) => {
  void make(task).then((made) => parentPort?.postMessage(made));
});

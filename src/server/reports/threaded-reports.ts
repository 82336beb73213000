import { Worker } from "node:worker_threads";
import type { FilesPlace } from "#server/reports/place-supplies.ts";
import type { ReportTask } from "#server/reports/report-thread.ts";
import type { MadeFiles, MakeOpinion, MakeReports } from "#server/reports/reports.ts";

const SCRIPT = new URL("./report-thread.ts", import.meta.url);

/**
 * Each report on a thread of its own, so that nobody's save waits for it; one after the other, and the thread ends with
 * it, so that no more memory is taken than one report needs.
 */
export function threadedReports(place: FilesPlace): MakeReports {
  let last: Promise<void> = Promise.resolve();
  return (content, formats) => {
    const made = last.then(() => makeOne(place, { kind: "report", content, formats }));
    // whoever asked hears of the failure; the next one only waits for the end, and holds nothing of the files
    last = made.then(ended, ended);
    return made;
  };
}

const ended = (): void => undefined;

/** An opinion is short and without pictures: it waits for nobody. */
export const threadedOpinions =
  (place: FilesPlace): MakeOpinion =>
  (concluded, date) =>
    makeOne(place, { kind: "opinion", concluded, date });

function makeOne(place: FilesPlace, task: ReportTask): Promise<MadeFiles> {
  const thread = new Worker(SCRIPT, { execArgv: [], workerData: place });
  const made = new Promise<MadeFiles>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the report's thread ended with ${code}`)));
  });
  thread.postMessage(task);
  return made.finally(() => thread.terminate());
}

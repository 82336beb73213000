import { Worker } from "node:worker_threads";
import type { Job, Outcome } from "#cli/report-worker.ts";

const SCRIPT = new URL("./report-worker.ts", import.meta.url);

/**
 * Does the jobs on as many threads as are asked for, and reports each as it ends. A thread that dies fails its own job
 * and is replaced.
 */
export async function runJobs<T extends { job: Job }>(
  tasks: readonly T[],
  threads: number,
  done: (task: T, outcome: Outcome) => Promise<void>,
): Promise<void> {
  const waiting = [...tasks];
  const lane = async (): Promise<void> => {
    let worker: Worker | undefined;
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      worker ??= new Worker(SCRIPT, { execArgv: [] });
      const outcome = await doOne(worker, task.job);
      if (outcome.died) worker = undefined;
      await done(task, outcome.result);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, lane));
}

function doOne(worker: Worker, job: Job): Promise<{ result: Outcome; died: boolean }> {
  return new Promise((resolve) => {
    const answered = (result: Outcome): void => finish(result, false);
    const failed = (error: unknown): void =>
      finish({ ok: false, message: `程序出错：${error instanceof Error ? error.message : String(error)}` }, true);
    const ended = (code: number): void => finish({ ok: false, message: `程序意外结束（${code}）` }, true);
    const finish = (result: Outcome, died: boolean): void => {
      // one by one: the thread has listeners of its own, and goes on to the next job
      worker.off("message", answered).off("error", failed).off("exit", ended);
      resolve({ result, died });
    };
    worker.on("message", answered).on("error", failed).on("exit", ended);
    worker.postMessage(job);
  });
}

import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { FORMATS } from "#app/features/report/formats.ts";
import type { ReportReply, ReportRequest, WarmUp } from "#app/features/report/report.worker.ts";
import { changeOf, frameOf } from "#app/features/report/use-preview.ts";
import { copyText } from "#app/ui/copy-text.ts";
import { saveFile } from "#app/ui/save-file.ts";
import type { Shell } from "#core/document/model.ts";

export type Format = ReportRequest["format"];
type Made = Extract<ReportReply, { kind: "made" }>;

export type JobState =
  | { kind: "idle" }
  | { kind: "making"; format: Format; progress: string }
  | { kind: "made"; message: string; missing: string[] }
  /** the browser does not let a page write to the clipboard: the person copies it */
  | { kind: "copy-by-hand"; text: string }
  | { kind: "failed"; message: string };

/** What a file is made of. */
export type Source = Pick<ReportRequest, "frame" | "change">;

export interface Job {
  format: Format;
  /** absent = the open submission as it stands */
  from?: Source;
  shell: Shell | undefined;
  letterhead: Uint8Array | undefined;
  /** only tries whether the letterhead can be used: nothing is saved, and this is told when it can */
  onTried?: () => void;
}

const startWorker = (): Worker => new Worker(new URL("./report.worker.ts", import.meta.url), { type: "module" });

/** Makes files in a worker; cancelling ends the worker, the next job starts a new one. `ready` = it may prepare itself. */
export function useReportFiles(ready: boolean) {
  const workspace = useWorkspace();
  const [state, setState] = useState<JobState>({ kind: "idle" });
  const worker = useRef<Worker | undefined>(undefined);
  const run = useRef(0);

  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
    run.current += 1;
  }, []);
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (!ready || worker.current) return;
    worker.current = startWorker();
    worker.current.postMessage({ kind: "warm-up" } satisfies WarmUp);
  }, [ready]);

  const make = useCallback(
    ({ format, from, shell, letterhead, onTried }: Job) => {
      worker.current ??= startWorker();
      run.current += 1;
      const started = performance.now();
      worker.current.onmessage = ({ data }: MessageEvent<ReportReply>) => {
        if (data.run !== run.current) return;
        if (data.kind === "progress") setState({ kind: "making", format, progress: data.text });
        else if (data.kind === "failed") setState({ kind: "failed", message: data.message });
        else if (onTried) {
          setState({ kind: "made", message: "模板可用，已保存在本浏览器", missing: [] });
          onTried();
        } else void deliver(data, format, (performance.now() - started) / 1000).then(setState);
      };
      worker.current.onerror = () => {
        stop();
        setState({ kind: "failed", message: "生成程序意外停止，请重试；若仍如此，请刷新页面" });
      };
      setState({ kind: "making", format, progress: "正在准备" });
      const source = from ?? { frame: frameOf(workspace), change: changeOf(workspace, shell) };
      const request: ReportRequest = { kind: "make", run: run.current, ...source, format, letterhead };
      worker.current.postMessage(request);
    },
    [stop, workspace],
  );

  const dismiss = useCallback(() => setState({ kind: "idle" }), []);
  const cancel = useCallback(() => {
    stop();
    dismiss();
  }, [stop, dismiss]);

  return { state, make, cancel, dismiss };
}

async function deliver(made: Made, format: Format, seconds: number): Promise<JobState> {
  if (format === "txt") {
    const text = new TextDecoder().decode(made.bytes);
    if (!(await copyText(text))) return { kind: "copy-by-hand", text };
    return { kind: "made", message: `全文已复制（${text.length}字符），可直接粘贴`, missing: [] };
  }
  saveFile(new Blob([made.bytes], { type: made.mediaType }), made.fileName);
  const size = Math.ceil(made.bytes.byteLength / 1024);
  const message = `已生成${FORMATS[format]} ${made.fileName}（${size}KB，用时${seconds.toFixed(1)}秒），请在下载中查看`;
  return { kind: "made", message, missing: made.missing };
}

import { useCallback, useEffect, useRef, useState } from "react";
import type { ReportReply, ReportRequest } from "#app/features/report/report.worker.ts";
import type { ReportDocument } from "#core/document/model.ts";

type Format = ReportRequest["format"];

export type JobState =
  | { kind: "idle" }
  | { kind: "making"; format: Format }
  | { kind: "made"; fileName: string; size: number; seconds: number; missing: string[] }
  | { kind: "failed"; message: string };

/** Makes files in a worker; cancelling ends the worker, the next job starts a new one. */
export function useReportFiles() {
  const [state, setState] = useState<JobState>({ kind: "idle" });
  const worker = useRef<Worker | undefined>(undefined);
  const run = useRef(0);

  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
    run.current += 1;
  }, []);
  useEffect(() => stop, [stop]);

  const make = useCallback(
    (document: ReportDocument, format: Format) => {
      worker.current ??= new Worker(new URL("./report.worker.ts", import.meta.url), { type: "module" });
      run.current += 1;
      const started = performance.now();
      worker.current.onmessage = ({ data }: MessageEvent<ReportReply>) => {
        if (data.run !== run.current) return;
        if (data.kind === "failed") return setState({ kind: "failed", message: data.message });
        save(new Blob([data.bytes], { type: data.mediaType }), data.fileName);
        setState({
          kind: "made",
          fileName: data.fileName,
          missing: data.missing,
          size: data.bytes.byteLength,
          seconds: (performance.now() - started) / 1000,
        });
      };
      worker.current.onerror = () => {
        stop();
        setState({ kind: "failed", message: "生成程序意外停止，请重试；若仍如此，请刷新页面" });
      };
      setState({ kind: "making", format });
      worker.current.postMessage({ run: run.current, document, format } satisfies ReportRequest);
    },
    [stop],
  );

  const cancel = useCallback(() => {
    stop();
    setState({ kind: "idle" });
  }, [stop]);

  return { state, make, cancel };
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

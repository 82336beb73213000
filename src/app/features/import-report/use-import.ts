import { useCallback, useEffect, useRef, useState } from "react";
import type {
  ImportInput,
  ImportReply,
  ImportRequest,
  ImportWishes,
  ReadReport,
} from "#app/features/import-report/import-messages.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import type { Template } from "#core/template/schema.ts";

/** A file that takes longer is hostile, or too much for the machine. */
const PATIENCE_MS = 30_000;
const TOO_SLOW = "文件太大或已损坏，30秒内没有读完；请改为粘贴正文";

export interface ImportReading {
  reading: boolean;
  read: ReadReport | undefined;
  failure: string | undefined;
  open: (input: ImportInput) => void;
  again: (wishes: ImportWishes) => void;
  /** gives the source up, even while it is being read */
  close: () => void;
}

/** Reads a report in a thread of its own, which stays for as long as the report is looked at. */
export function useImport(template: Template, indicators: IndicatorTable): ImportReading {
  const [state, setState] = useState<Pick<ImportReading, "reading" | "read" | "failure">>(NOTHING);
  const worker = useRef<Worker>(undefined);
  const runs = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    worker.current?.terminate();
    worker.current = undefined;
  }, []);
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    (
      request:
        | Omit<Extract<ImportRequest, { task: "open" }>, "run">
        | Omit<Extract<ImportRequest, { task: "again" }>, "run">,
    ) => {
      const fail = (failure: string): void => {
        stop();
        setState({ reading: false, read: undefined, failure });
      };
      worker.current ??= new Worker(new URL("./import.worker.ts", import.meta.url), { type: "module" });
      runs.current += 1;
      const run = runs.current;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => fail(TOO_SLOW), PATIENCE_MS);
      worker.current.onerror = (event) => {
        event.preventDefault();
        fail("没有读出来，请换一种格式，或直接粘贴正文");
      };
      worker.current.onmessage = ({ data }: MessageEvent<ImportReply>) => {
        if (data.run !== run) return;
        clearTimeout(timer.current);
        setState(
          data.ok
            ? { reading: false, read: data.read, failure: undefined }
            : { reading: false, read: undefined, failure: data.message },
        );
      };
      worker.current.postMessage({ ...request, run } satisfies ImportRequest);
    },
    [stop],
  );
  const open = useCallback(
    (input: ImportInput) => {
      stop();
      setState({ reading: true, read: undefined, failure: undefined });
      ask({ task: "open", input, template, indicators });
    },
    [ask, stop, template, indicators],
  );
  const again = useCallback((wishes: ImportWishes) => ask({ task: "again", wishes }), [ask]);
  const close = useCallback(() => {
    stop();
    setState(NOTHING);
  }, [stop]);
  return { ...state, open, again, close };
}

const NOTHING = { reading: false, read: undefined, failure: undefined };

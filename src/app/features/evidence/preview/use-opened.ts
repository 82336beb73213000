import { useEffect, useRef, useState } from "react";
import { fetchBytes } from "#app/data/client.ts";
import type { PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";
import { type PreviewWorker, startPreviewWorker } from "#app/features/evidence/preview/preview-task.ts";
import { refusalFor, refusalOf, type ViewProps } from "#app/features/evidence/preview/view-props.ts";
import type { Result } from "#core/result.ts";

/** What is taken apart in the page's memory. Larger files are for the programs that they were written with. */
const MAX_BYTES = 60 * 1024 * 1024;

type Open<T> = (worker: PreviewWorker, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<T, PreviewFailure>>;

export interface Opened<T> {
  value: T;
  worker: PreviewWorker;
}

/** A file that has been fetched whole and opened in a thread of its own. `open` must stay the same function. */
export function useOpened<T>({ source, onRefused }: Omit<ViewProps, "page">, open: Open<T>): Opened<T> | undefined {
  const [opened, setOpened] = useState<Opened<T>>();
  const refuse = useRef(onRefused);
  refuse.current = onRefused;
  const { url, size } = source;
  useEffect(() => {
    if (size > MAX_BYTES) return refuse.current(refusalFor("too-large"));
    const leaving = new AbortController();
    const worker = startPreviewWorker();
    fetchBytes(url, { signal: leaving.signal })
      .then((bytes) => open(worker, bytes))
      .then((result) => {
        if (leaving.signal.aborted) return;
        if (result.ok) setOpened({ value: result.value, worker });
        else refuse.current(refusalFor(result.error));
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) refuse.current(refusalOf(error));
      });
    return () => {
      leaving.abort();
      worker.stop();
      setOpened(undefined);
    };
  }, [url, size, open]);
  return opened;
}

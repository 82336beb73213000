import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "#app/data/new-id.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { upload } from "#app/features/evidence/upload.ts";
import { type Evidence, MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";

export type UploadState =
  | { kind: "sending"; share: number }
  | { kind: "duplicate"; existing: Evidence }
  | { kind: "failed"; message: string };

export interface Upload {
  id: string;
  file: File;
  slot: string | undefined;
  state: UploadState;
}

export const MAX_MEGABYTES = MAX_EVIDENCE_BYTES / 1024 / 1024;

/** The uploads of one item: each with its own progress; a finished one becomes a record and leaves the list. */
export function useUploads(itemKey: string) {
  const workspace = useWorkspace();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());

  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const update = useCallback((id: string, state: UploadState) => {
    setUploads((all) => all.map((each) => (each.id === id ? { ...each, state } : each)));
  }, []);
  const dismiss = useCallback((id: string) => {
    stops.current.get(id)?.abort();
    stops.current.delete(id);
    setUploads((all) => all.filter((each) => each.id !== id));
  }, []);

  const start = useCallback(
    async (entry: Upload) => {
      if (entry.file.size > MAX_EVIDENCE_BYTES)
        return update(entry.id, { kind: "failed", message: `文件超过${MAX_MEGABYTES}MB，请压缩或拆分后上传` });
      const stop = new AbortController();
      stops.current.set(entry.id, stop);
      try {
        const target = { submissionId: workspace.id, itemKey, slot: entry.slot };
        const result = await upload(
          entry.file,
          target,
          (share) => update(entry.id, { kind: "sending", share }),
          stop.signal,
        );
        if (result.outcome === "duplicate") return update(entry.id, { kind: "duplicate", existing: result.evidence });
        workspace.putEvidence(result.evidence);
        dismiss(entry.id);
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return;
        update(entry.id, { kind: "failed", message: error instanceof Error ? error.message : "上传失败，请重试" });
      }
    },
    [workspace, itemKey, update, dismiss],
  );

  const add = useCallback(
    (files: Iterable<File>, slot: string | undefined) => {
      const entries = [...files].map(
        (file): Upload => ({ id: newId(), file, slot, state: { kind: "sending", share: 0 } }),
      );
      setUploads((all) => [...all, ...entries]);
      for (const entry of entries) void start(entry);
    },
    [start],
  );

  const retry = useCallback(
    (entry: Upload) => {
      update(entry.id, { kind: "sending", share: 0 });
      void start(entry);
    },
    [start, update],
  );

  return { uploads, add, retry, dismiss };
}

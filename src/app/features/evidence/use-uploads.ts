import { useEffect, useSyncExternalStore } from "react";
import { useMe } from "#app/data/me.ts";
import { useElsewhere, useWorkspace } from "#app/data/workspace-context.tsx";
import type { UploadEntry } from "#app/features/evidence/upload-entry.ts";
import type { UploadQueue } from "#app/features/evidence/upload-queue.ts";
import { uploadQueue } from "#app/features/evidence/upload-queues.ts";
import { MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";

export const MAX_SIZE_TEXT = `${MAX_EVIDENCE_BYTES / 1024 ** 3}GB`;

export interface Uploads {
  /** of the whole submission, in the order in which they were added */
  entries: readonly UploadEntry[];
  queue: UploadQueue;
}

/** The files on their way to this submission; what an earlier visit left unfinished goes on in the page that writes. */
export function useUploads(): Uploads {
  const workspace = useWorkspace();
  const { accountId } = useMe();
  const elsewhere = useElsewhere();
  const queue = uploadQueue(accountId, workspace.id);
  const entries = useSyncExternalStore(queue.subscribe, queue.entries);

  useEffect(() => queue.deliverTo((record) => workspace.putEvidence(record)), [queue, workspace]);
  useEffect(() => {
    if (!elsewhere) void queue.restore();
  }, [queue, elsewhere]);
  return { entries, queue };
}

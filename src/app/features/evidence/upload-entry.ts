import type { Evidence } from "#core/evidence/evidence.ts";

/** Where a file's bytes are to go. */
export interface UploadPlace {
  itemKey: string;
  slot: string | undefined;
  /** the record whose new file this is; then no item is joined */
  replaces?: string;
}

/** How far a file is on its way to a record. `sent` = bytes that have gone out. */
export type UploadState =
  | { kind: "waiting" }
  | { kind: "reading"; share: number }
  | { kind: "sending"; sent: number }
  | { kind: "checking" }
  | { kind: "paused"; sent: number }
  | { kind: "offline"; sent: number }
  | { kind: "signed-out"; sent: number }
  /** begun in an earlier visit: the browser no longer holds the file */
  | { kind: "file-needed" }
  /** the same bytes are in the library already */
  | { kind: "known"; existing: Evidence }
  /** will never be taken as it is */
  | { kind: "refused"; message: string }
  /** may be tried again */
  | { kind: "failed"; message: string };

export interface UploadEntry extends UploadPlace {
  id: string;
  name: string;
  size: number;
  lastModified: number;
  file: File | undefined;
  state: UploadState;
}

/** What is going on by itself; the rest waits for the person. */
export const isRunning = ({ kind }: UploadState): boolean =>
  kind === "waiting" || kind === "reading" || kind === "sending" || kind === "checking";

/** What can be stopped and gone on with. */
export const isPausable = (state: UploadState): boolean =>
  (isRunning(state) && state.kind !== "checking") || state.kind === "offline";

export function sentOf({ state, size }: UploadEntry): number {
  if (state.kind === "checking" || state.kind === "known") return size;
  return "sent" in state ? Math.min(state.sent, size) : 0;
}

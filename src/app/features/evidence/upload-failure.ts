import { CallError } from "#app/data/client.ts";
import { sentOf, type UploadEntry, type UploadState } from "#app/features/evidence/upload-entry.ts";

/** What a failure makes of a file on its way. */
export interface Setback {
  state: UploadState;
  /** what the server has of it is of no use: the file is read and sent anew */
  anew: boolean;
}

const WAITS = new Set<string>([
  "offline",
  "store.unavailable",
  "upload.out-of-step",
  "upload.incomplete",
  "evidence.interrupted",
]);
const SIGNED_OUT = new Set<string>(["session.required", "session.changed"]);
const FINAL = new Set<string>([
  "evidence.type-refused",
  "evidence.content-refused",
  "evidence.duplicate",
  "evidence.empty",
  "request.too-large",
  "access.denied",
  "item.locked",
  "submission.frozen",
]);
const ANEW = new Set<string>(["resource.not-found", "upload.mismatch"]);

export function setbackOf(error: unknown, entry: UploadEntry): Setback {
  const sent = sentOf(entry);
  if (!(error instanceof CallError)) {
    const message = error instanceof Error ? error.message : "原因不明，请重试";
    return { state: { kind: "failed", message }, anew: false };
  }
  const { code, message } = error;
  if (WAITS.has(code)) return { state: { kind: "offline", sent }, anew: false };
  if (SIGNED_OUT.has(code)) return { state: { kind: "signed-out", sent }, anew: false };
  if (FINAL.has(code)) return { state: { kind: "refused", message }, anew: false };
  return { state: { kind: "failed", message }, anew: ANEW.has(code) };
}

import { saveDraft } from "#core/api/builder.ts";
import type { ErrorCode } from "#core/api/error.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { signIn } from "#core/api/system.ts";
import { createUpload, finishUpload } from "#core/api/upload.ts";
import { putVerdict } from "#core/api/verdict.ts";
import { counter } from "#server/observe/metrics.ts";
import type { Answered } from "#server/observe/request-notes.ts";

const SAVES: Readonly<Record<string, string>> = {
  [`${saveAnswer.method} ${saveAnswer.path}`]: "answer",
  [`${putVerdict.method} ${putVerdict.path}`]: "verdict",
  [`${saveDraft.method} ${saveDraft.path}`]: "draft",
};
const UPLOADS: Readonly<Record<string, string>> = {
  [`${createUpload.method} ${createUpload.path}`]: "begin",
  [`${finishUpload.method} ${finishUpload.path}`]: "finish",
};
const STALE = new Set<ErrorCode>(["answer.stale", "verdict.stale", "draft.stale"]);
const SIGN_IN = `${signIn.method} ${signIn.path}`;

/** What the requests amount to as work: saves with their conflicts, uploads, sign-ins. */
export function workCounters() {
  const saves = counter("ziping_saves_total", "Saves by what was saved and how it ended.");
  const uploads = counter("ziping_uploads_total", "Uploads begun and finished, by how it ended.");
  const signIns = counter("ziping_sign_ins_total", "Sign-ins by how they ended.");
  return {
    count: ({ method, status, notes: { route = "", code } }: Answered): void => {
      const endpoint = `${method} ${route}`;
      const done = status < 400;
      const ended = done ? "done" : status < 500 ? "refused" : "failed";
      const kind = SAVES[endpoint];
      if (kind !== undefined) saves.add({ kind, outcome: code !== undefined && STALE.has(code) ? "conflict" : ended });
      const step = UPLOADS[endpoint];
      if (step !== undefined) uploads.add({ step, outcome: ended });
      if (endpoint === SIGN_IN) signIns.add({ outcome: done ? "done" : (code ?? "failed") });
    },
    lines: (): string[] => [...saves.lines(), ...uploads.lines(), ...signIns.lines()],
  };
}

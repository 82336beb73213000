import { call } from "#app/data/client.ts";
import { newId } from "#app/data/new-id.ts";
import { type Outbox, openOutbox } from "#app/data/outbox.ts";
import { type Vocabulary, Workspace } from "#app/data/workspace.ts";
import { type SubmissionDetail, saveAnswer } from "#core/api/submission.ts";

const later = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

let outbox: Outbox | undefined;

/** The workspace with the real network, timers and the browser's own store. */
export function openWorkspace(accountId: string, detail: SubmissionDetail, vocabulary: Vocabulary): Workspace {
  outbox ??= openOutbox();
  const box = outbox;
  const submissionId = detail.id;
  return new Workspace(detail, vocabulary, {
    saverDeps: (itemKey) => ({
      send: (base, answer, key) => call(saveAnswer, { params: { submissionId, itemKey }, body: { base, answer, key } }),
      keep: (entry) => box.put({ format: 1, accountId, submissionId, itemKey, ...entry }),
      release: (key) => box.remove({ accountId, submissionId, itemKey, key }),
      newKey: newId,
      later,
    }),
  });
}

/** Sends what this machine still held for the submission. */
export async function replayOutbox(accountId: string, workspace: Workspace): Promise<void> {
  outbox ??= openOutbox();
  workspace.restore(await outbox.pending(accountId, workspace.id));
}

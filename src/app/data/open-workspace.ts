import { afterPaint } from "#app/data/after-paint.ts";
import { call } from "#app/data/client.ts";
import { newId } from "#app/data/new-id.ts";
import { type Outbox, openOutbox } from "#app/data/outbox.ts";
import { shelfAfter } from "#app/data/shelf.ts";
import { type Vocabulary, Workspace } from "#app/data/workspace.ts";
import { type SubmissionDetail, saveAnswer } from "#core/api/submission.ts";

export const later = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

let outbox: Outbox | undefined;
/** what a page was left with before everything had arrived; it goes on sending, and is shown again when it is opened */
const leftOpen = new Map<string, Workspace>();

const nameOf = (accountId: string, submissionId: string): string => `${accountId}/${submissionId}`;

/** The workspace with the real network, timers and the browser's own store. */
export function openWorkspace(accountId: string, detail: SubmissionDetail, vocabulary: Vocabulary): Workspace {
  const known = leftOpen.get(nameOf(accountId, detail.id));
  if (known && !known.saved) return known;
  outbox ??= openOutbox();
  const box = outbox;
  const submissionId = detail.id;
  const workspace: Workspace = new Workspace(detail, vocabulary, {
    afterPaint,
    saverDeps: (itemKey) => ({
      send: (base, answer, key) =>
        call(saveAnswer, { params: { submissionId, itemKey }, body: { base, answer, key }, account: accountId }),
      keep: async (entry, durable) => {
        try {
          await box.put({ format: 1, accountId, submissionId, itemKey, ...entry }, durable);
          workspace.setShelf("keeps");
        } catch (error) {
          workspace.setShelf(shelfAfter(error));
          throw error;
        }
      },
      release: (key) => box.remove({ accountId, submissionId, itemKey, key }),
      newKey: newId,
      later,
    }),
  });
  return workspace;
}

/** Puts back what this machine still held for the submission; a browser that keeps nothing says so at once. */
export async function replayOutbox(accountId: string, workspace: Workspace): Promise<void> {
  const name = nameOf(accountId, workspace.id);
  const goesOn = leftOpen.get(name) === workspace;
  leftOpen.delete(name);
  if (goesOn) return;
  outbox ??= openOutbox();
  try {
    workspace.restore(await outbox.pending(accountId, workspace.id));
  } catch (error) {
    workspace.setShelf(shelfAfter(error));
  }
}

/** The page is left: a last attempt to send; what does not arrive goes on being sent from here. True = all has arrived. */
export async function leaveWorkspace(accountId: string, workspace: Workspace): Promise<boolean> {
  if (workspace.retired) return false;
  const name = nameOf(accountId, workspace.id);
  leftOpen.set(name, workspace);
  await workspace.flush();
  if (workspace.saved && leftOpen.get(name) === workspace) leftOpen.delete(name);
  return workspace.saved;
}

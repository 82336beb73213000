import { afterPaint } from "#app/data/after-paint.ts";
import { CallError, call } from "#app/data/client.ts";
import { type DraftOutbox, openDraftOutbox } from "#app/data/draft-outbox.ts";
import { DraftSaver, type SendOutcome } from "#app/data/draft-saver.ts";
import { DraftStore } from "#app/data/draft-store.ts";
import { LateKeeper } from "#app/data/late-keeper.ts";
import { newId } from "#app/data/new-id.ts";
import { later } from "#app/data/open-workspace.ts";
import { shelfAfter } from "#app/data/shelf.ts";
import { type DraftState, draftSince, saveDraft } from "#core/api/builder.ts";
import type { Edit } from "#core/builder/edit.ts";

export interface OpenDraft {
  store: DraftStore;
  saver: DraftSaver;
  /** hands everything over to the browser's own store at once */
  settle: () => void;
}

let outbox: DraftOutbox | undefined;

async function send(draftId: string, account: string, base: number, edits: readonly Edit[], key: string) {
  const params = { draftId };
  try {
    const saved = await call(saveDraft, { params, body: { base, edits: [...edits], key }, account });
    return { kind: "saved", ...saved } satisfies SendOutcome;
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== "draft.stale") throw error;
    const { revision, draft } = await call(draftSince, { params: { draftId, after: base } });
    if (!draft) throw error;
    return { kind: "stale", revision, draft } satisfies SendOutcome;
  }
}

/** The draft with the real network, timers and the browser's own store. */
export function openDraft(accountId: string, state: DraftState): OpenDraft {
  outbox ??= openDraftOutbox();
  const box = outbox;
  const { id: draftId, draft, savedAt } = state;
  const page = newId();
  const store = new DraftStore(draftId, draft, { kind: "saved", at: savedAt }, { now: () => performance.now() });
  const keeper = new LateKeeper({
    put: (entry, base) => box.put({ format: 1, accountId, draftId, page, ...entry }, base),
    afterPaint,
  });
  const saver = new DraftSaver(state, {
    send: (base, edits, key) => send(draftId, accountId, base, edits, key),
    keep: async (entry, base) => {
      try {
        await keeper.keep(entry, base);
        store.setShelf("keeps");
      } catch (error) {
        store.setShelf(shelfAfter(error));
        throw error;
      }
    },
    release: (left) => {
      keeper.release();
      return box.clear({ accountId, draftId, page }, left);
    },
    newKey: newId,
    later,
    onState: (saveState) => store.setSaveState(saveState),
    onRebased: (rebased) => store.rebased(rebased),
  });
  store.follow((_, edits) => {
    for (const edit of edits ?? []) saver.edit(edit);
  });
  return { store, saver, settle: () => keeper.settle() };
}

/** Puts back what this machine still held; a browser that keeps nothing says so at once. */
export async function replayDraft(accountId: string, { store, saver }: OpenDraft): Promise<void> {
  outbox ??= openDraftOutbox();
  try {
    const kept = await outbox.pending(accountId, store.id);
    if (kept) saver.restore(kept);
  } catch (error) {
    store.setShelf(shelfAfter(error));
  }
}

/** What somebody else has saved meanwhile comes in while one rests. */
export async function lookForOthers({ store, saver }: OpenDraft): Promise<void> {
  if (!saver.saved) return;
  try {
    const { revision, draft } = await call(draftSince, { params: { draftId: store.id, after: saver.revision } });
    if (draft) saver.receive(revision, draft);
  } catch (error) {
    // it is looked again before long, and saving says what is wrong
    if (!(error instanceof CallError)) throw error;
  }
}

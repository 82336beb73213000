import { CallError, call, urlOf } from "#app/data/client.ts";
import { newId } from "#app/data/new-id.ts";
import { digestFile } from "#app/features/evidence/upload-digest.ts";
import { UploadQueue } from "#app/features/evidence/upload-queue.ts";
import { openUploadStore, type UploadStore } from "#app/features/evidence/upload-store.ts";
import type { Transfer } from "#app/features/evidence/upload-transfer.ts";
import { currentAccount } from "#core/api/system.ts";
import { createUpload, finishUpload, knownEvidence } from "#core/api/upload.ts";

/** The protocol's client comes with the first file. */
const protocol = () => import("#app/features/evidence/upload-transfer.ts");

const queues = new Map<string, UploadQueue>();
let store: UploadStore | undefined;

/** One queue per person and submission: it goes on while other items, or other pages of the app, are shown. */
export function uploadQueue(accountId: string, submissionId: string): UploadQueue {
  const key = `${accountId}/${submissionId}`;
  const known = queues.get(key);
  if (known) return known;
  store ??= openUploadStore();
  const params = { submissionId };
  const endpoint = urlOf(createUpload, { params });
  const queue = new UploadQueue({
    accountId,
    submissionId,
    store,
    digest: digestFile,
    known: async (sha256, signal) => (await call(knownEvidence, { params, body: { sha256 }, signal })).evidence,
    transfer: (transfer) => send({ ...transfer, endpoint, accountId }),
    finish: (url, thumbnail, signal) =>
      call(finishUpload, {
        params: { submissionId, uploadId: uploadIdOf(url) },
        body: thumbnail === undefined ? {} : { thumbnail },
        signal,
      }),
    abandon: async (url) => (await protocol()).abandon(url, accountId),
    newId,
    later: (task, ms) => void setTimeout(task, ms),
  });
  window.addEventListener("online", () => queue.wake("offline"));
  window.addEventListener("ziping:session-restored", () => queue.wake("signed-out"));
  queues.set(key, queue);
  return queue;
}

const uploadIdOf = (url: string): string => url.split("/").at(-1) ?? "";

async function send(transfer: Transfer): Promise<void> {
  try {
    await (await protocol()).transfer(transfer);
  } catch (error) {
    // the protocol's client asks by itself: the page hears of an ended session from a question of its own
    if (error instanceof CallError && error.code === "session.required")
      await call(currentAccount).catch((reason: unknown) => {
        if (!(reason instanceof CallError)) throw reason;
      });
    throw error;
  }
}

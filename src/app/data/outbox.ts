import type { DBSchema } from "idb";
import { z } from "zod";
import { reopening } from "#app/data/reopening.ts";
import { answer } from "#core/answer/answer.ts";

/** An edit that the server has not confirmed yet. */
export const outboxEntry = z.object({
  format: z.literal(1),
  accountId: z.string(),
  submissionId: z.string(),
  itemKey: z.string(),
  /** the revision that `answer` was made on, and its content, for the merge */
  revision: z.int(),
  base: answer,
  /** an earlier state that was sent on `revision` without an answer coming back, and its key: the server may have it */
  sent: answer.optional(),
  sentKey: z.string().optional(),
  answer,
  /** idempotency key: the same entry sent twice is saved once */
  key: z.string(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

export interface Outbox {
  /** rejects when the browser keeps nothing; `durable` = on the disk itself when it resolves */
  put: (entry: OutboxEntry, durable: boolean) => Promise<void>;
  /** removes the item's entry only if it is still the one that was confirmed */
  remove: (entry: Pick<OutboxEntry, "accountId" | "submissionId" | "itemKey" | "key">) => Promise<void>;
  /** one person's entries only: several people may sign in on one browser */
  pending: (accountId: string, submissionId: string) => Promise<OutboxEntry[]>;
}

interface Schema extends DBSchema {
  entries: { key: [string, string, string]; value: OutboxEntry };
}

/** The browser's own store: every edit goes here before it goes to the server. */
export function openOutbox(name = "ziping-outbox"): Outbox {
  const run = reopening<Schema>(
    name,
    (database) => void database.createObjectStore("entries", { keyPath: ["accountId", "submissionId", "itemKey"] }),
  );
  return {
    put: (entry, durable) =>
      run(async (database) => {
        const durability = durable ? "strict" : "relaxed";
        const transaction = database.transaction("entries", "readwrite", { durability });
        const put = transaction.store.put(entry);
        // without waiting for the answer to the request: the page may be gone by then
        transaction.commit();
        await Promise.all([put, transaction.done]);
      }),
    remove: (entry) =>
      run(async (database) => {
        const transaction = database.transaction("entries", "readwrite", { durability: "relaxed" });
        const id: [string, string, string] = [entry.accountId, entry.submissionId, entry.itemKey];
        const current = await transaction.store.get(id);
        if (current?.key === entry.key) await transaction.store.delete(id);
        await transaction.done;
      }),
    pending: (accountId, submissionId) =>
      run(async (database) => {
        // an array sorts after every string
        const own = IDBKeyRange.bound([accountId, submissionId], [accountId, submissionId, []]);
        const all = await database.getAll("entries", own);
        return all.filter((entry) => outboxEntry.safeParse(entry).success);
      }),
  };
}

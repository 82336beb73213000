import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
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
  /** an earlier state that was sent without an answer coming back: the server may have it */
  sent: answer.optional(),
  answer,
  /** idempotency key: the same entry sent twice is saved once */
  key: z.string(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

export interface Outbox {
  put: (entry: OutboxEntry) => Promise<void>;
  /** removes the item's entry only if it is still the one that was confirmed */
  remove: (entry: Pick<OutboxEntry, "accountId" | "submissionId" | "itemKey" | "key">) => Promise<void>;
  pending: (accountId: string, submissionId: string) => Promise<OutboxEntry[]>;
}

interface Schema extends DBSchema {
  entries: { key: [string, string, string]; value: OutboxEntry };
}

/** The browser's own store: every edit goes here before it goes to the server. */
export function openOutbox(name = "ziping-outbox"): Outbox {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade: (db) => void db.createObjectStore("entries", { keyPath: ["accountId", "submissionId", "itemKey"] }),
    });
    return opened;
  };
  return {
    put: async (entry) => void (await (await database()).put("entries", entry)),
    remove: async (entry) => {
      const transaction = (await database()).transaction("entries", "readwrite");
      const id: [string, string, string] = [entry.accountId, entry.submissionId, entry.itemKey];
      const current = await transaction.store.get(id);
      if (current?.key === entry.key) await transaction.store.delete(id);
      await transaction.done;
    },
    pending: async (accountId, submissionId) => {
      const all = await (await database()).getAll("entries");
      return all.filter(
        (entry) =>
          entry.accountId === accountId && entry.submissionId === submissionId && outboxEntry.safeParse(entry).success,
      );
    },
  };
}

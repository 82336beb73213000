import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";

/** An office's own Word file that reports are put into. */
export const letterhead = z.object({
  format: z.literal(1),
  organisationId: z.string(),
  fileName: z.string(),
  bytes: z.instanceof(Uint8Array),
});
export type Letterhead = z.infer<typeof letterhead>;

export interface LetterheadStore {
  get: (organisationId: string) => Promise<Letterhead | undefined>;
  put: (letterhead: Letterhead) => Promise<void>;
  remove: (organisationId: string) => Promise<void>;
}

interface Schema extends DBSchema {
  letterheads: { key: string; value: Letterhead };
}

/** In this browser only, one for each organisation; nothing of it goes to the server. */
export function openLetterheads(name = "ziping-letterheads"): LetterheadStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade: (db) => void db.createObjectStore("letterheads", { keyPath: "organisationId" }),
    });
    return opened;
  };
  return {
    get: async (organisationId) => {
      const stored = letterhead.safeParse(await (await database()).get("letterheads", organisationId));
      return stored.success ? stored.data : undefined;
    },
    put: async (entry) => void (await (await database()).put("letterheads", entry)),
    remove: async (organisationId) => (await database()).delete("letterheads", organisationId),
  };
}

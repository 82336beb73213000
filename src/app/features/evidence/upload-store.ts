import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";

/** A file that is on its way, as the browser keeps it over a reload. */
const keptUpload = z.object({
  format: z.literal(1),
  id: z.string(),
  accountId: z.string(),
  submissionId: z.string(),
  itemKey: z.string(),
  slot: z.string().optional(),
  replaces: z.string().optional(),
  /** how the same file is known again */
  name: z.string(),
  size: z.int(),
  lastModified: z.number(),
  sha256: z.string().optional(),
  /** the upload on the server, once there is room for it */
  url: z.string().optional(),
  paused: z.boolean(),
  /** the bytes themselves, of a small file: it goes on without being chosen again */
  blob: z.instanceof(Blob).optional(),
});
export type KeptUpload = z.infer<typeof keptUpload>;

export interface UploadStore {
  put: (upload: KeptUpload) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /** in the order in which they were added */
  all: (accountId: string, submissionId: string) => Promise<KeptUpload[]>;
}

/** Larger files are chosen again: a copy would fill the disk of an old machine. */
export const LARGEST_KEPT = 64 * 1024 * 1024;

interface Schema extends DBSchema {
  uploads: { key: string; value: KeptUpload; indexes: { place: [string, string] } };
}

/** Opened with the first use: where a browser forbids storage, asking for it throws, and the page must stand. */
export function openUploadStore(name = "ziping-uploads"): UploadStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const open = async (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade: (database) => {
        database.createObjectStore("uploads", { keyPath: "id" }).createIndex("place", ["accountId", "submissionId"]);
      },
    });
    return opened;
  };
  return {
    put: async (upload) => {
      const database = await open();
      try {
        await database.put("uploads", upload);
      } catch (error) {
        // no room for the bytes: the rest still lets the person go on by choosing the file again
        if (!(error instanceof DOMException) || upload.blob === undefined) throw error;
        const { blob: _, ...light } = upload;
        await database.put("uploads", light);
      }
    },
    remove: async (id) => (await open()).delete("uploads", id),
    all: async (accountId, submissionId) => {
      const found = await (await open()).getAllFromIndex("uploads", "place", [accountId, submissionId]);
      return found.filter((each) => keptUpload.safeParse(each).success);
    },
  };
}

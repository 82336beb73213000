import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "#cli/write-file.ts";

const made = z.strictObject({
  /** of everything that the file is made from */
  stamp: z.string(),
  bytes: z.int(),
});

const manifest = z.strictObject({ format: z.literal(1), files: z.record(z.string(), made) });

const NAME = "manifest.json";

/** What an earlier run has made in a folder, kept as manifest.json beside the files. */
export interface Manifest {
  /** whether the file is there, whole, and from this stamp */
  holds: (fileName: string, stamp: string) => Promise<boolean>;
  /** notes files that were just written; the manifest on disk is always whole */
  note: (files: readonly { fileName: string; stamp: string; bytes: number }[]) => Promise<void>;
}

export async function openManifest(folder: string): Promise<Manifest> {
  const files = new Map(Object.entries((await read(join(folder, NAME)))?.files ?? {}));
  let writing = Promise.resolve();
  return {
    holds: async (fileName, stamp) => {
      const known = files.get(fileName);
      return known?.stamp === stamp && (await sizeOf(join(folder, fileName))) === known.bytes;
    },
    note: (fresh) => {
      for (const { fileName, stamp, bytes } of fresh) files.set(fileName, { stamp, bytes });
      writing = writing.then(() => writeWhole(join(folder, NAME), shown(files)));
      return writing;
    },
  };
}

const shown = (files: ReadonlyMap<string, z.infer<typeof made>>): string => {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ format: 1, files: Object.fromEntries(sorted) }, null, 2)}\n`;
};

/** One that is missing or damaged means that everything is made anew. */
async function read(path: string): Promise<z.infer<typeof manifest> | undefined> {
  try {
    return manifest.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT"))
      return undefined;
    throw error;
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

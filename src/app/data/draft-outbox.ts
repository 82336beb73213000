import type { DBSchema } from "idb";
import { z } from "zod";
import { reopening } from "#app/data/reopening.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { type Draft, draft } from "#core/builder/draft.ts";
import { edit } from "#core/builder/edit.ts";

/** Edits of a checklist that the server has not confirmed yet. */
export const keptEdits = z.object({
  format: z.literal(1),
  accountId: z.string(),
  draftId: z.string(),
  /** the page that keeps them: an earlier one that is still sending removes nothing of a later one */
  page: z.string(),
  /** the revision that the edits begin on */
  revision: z.int(),
  /** the draft that is kept beside them is of this revision, and these were confirmed since */
  from: z.int().optional(),
  since: z.array(edit).default([]),
  /** sent on `revision` without an answer coming back, and its key: the server may have them */
  sent: z.object({ key: z.string(), edits: z.array(edit) }).optional(),
  unsent: z.array(edit),
});
export type KeptEdits = z.infer<typeof keptEdits>;

export interface DraftOutbox {
  /** `base` is the draft of that revision; it goes along once, as it is large */
  put: (entry: KeptEdits, base: Draft | undefined) => Promise<void>;
  /** removes what this page kept: its edits, and the draft that they began on when that is asked for */
  clear: (entry: Pick<KeptEdits, "accountId" | "draftId" | "page">, all: boolean) => Promise<void>;
  pending: (accountId: string, draftId: string) => Promise<{ entry: KeptEdits; base: Draft } | undefined>;
}

interface KeptBase {
  revision: number;
  draft: Draft;
}

interface Schema extends DBSchema {
  edits: { key: [string, string]; value: KeptEdits };
  bases: { key: [string, string]; value: KeptBase & Pick<KeptEdits, "accountId" | "draftId" | "page"> };
}

const base = z.object({ revision: z.int(), draft });

/** The browser's own store: every edit goes here before it goes to the server. */
export function openDraftOutbox(name = "ziping-drafts"): DraftOutbox {
  const run = reopening<Schema>(name, (database) => {
    database.createObjectStore("edits", { keyPath: ["accountId", "draftId"] });
    database.createObjectStore("bases", { keyPath: ["accountId", "draftId"] });
  });
  return {
    put: (entry, from) =>
      run(async (database) => {
        const transaction = database.transaction(["edits", "bases"], "readwrite", { durability: "relaxed" });
        const { accountId, draftId, page, revision } = entry;
        const writes: Promise<unknown>[] = [transaction.objectStore("edits").put(entry)];
        if (from)
          writes.push(
            transaction
              .objectStore("bases")
              .put({ accountId, draftId, page, revision: entry.from ?? revision, draft: from }),
          );
        // without waiting for the answer to the request: the page may be gone by then
        transaction.commit();
        await Promise.all([...writes, transaction.done]);
      }),
    clear: ({ accountId, draftId, page }, all) =>
      run(async (database) => {
        const transaction = database.transaction(["edits", "bases"], "readwrite", { durability: "relaxed" });
        const current = await transaction.objectStore("edits").get([accountId, draftId]);
        if (current?.page === page) await transaction.objectStore("edits").delete([accountId, draftId]);
        const from = all ? await transaction.objectStore("bases").get([accountId, draftId]) : undefined;
        if (from?.page === page) await transaction.objectStore("bases").delete([accountId, draftId]);
        await transaction.done;
      }),
    pending: (accountId, draftId) =>
      run(async (database) => {
        const [kept, from] = await Promise.all([
          database.get("edits", [accountId, draftId]),
          database.get("bases", [accountId, draftId]),
        ]);
        const entry = keptEdits.safeParse(kept);
        const start = base.safeParse(from && { revision: from.revision, draft: from.draft });
        if (!entry.success || !start.success) return undefined;
        const begun = beginningOf(entry.data, start.data);
        return begun && { entry: entry.data, base: begun };
      }),
  };
}

/** The draft that an entry's edits begin on; undefined = what is kept beside them is another one. */
export function beginningOf(
  { revision, from = revision, since }: Pick<KeptEdits, "revision" | "from" | "since">,
  base: KeptBase,
): Draft | undefined {
  if (base.revision !== from) return undefined;
  let now = base.draft;
  for (const each of since) {
    const applied = applyEdit(now, each);
    if (!applied.ok) return undefined;
    now = applied.value.draft;
  }
  return now;
}

import { z } from "zod";
import { fieldKey } from "#core/field/definition.ts";
import { itemKey } from "#core/template/keys.ts";

/** One key that goes on under another (renamed), several that became one (merged), or one that became several (split). */
const step = <Key extends z.ZodString>(key: Key) =>
  z
    .strictObject({ from: z.array(key).min(1), to: z.array(key).min(1) })
    .refine(({ from, to }) => from.length === 1 || to.length === 1, "from 和 to 至少一边只有一个键");

/** Where the items and fields of a checklist come from in an earlier version of it. What keeps its key is not listed. */
export const lineage = z.strictObject({
  /** the version that it speaks of; of the same checklist unless `id` names another */
  id: z.string().optional(),
  version: z.string(),
  items: z.array(step(itemKey)).default([]),
  fields: z.array(step(fieldKey)).default([]),
  /** items that go on under no other, and why */
  dropped: z.array(z.strictObject({ item: itemKey, reason: z.string().min(1) })).default([]),
});
export type Lineage = z.infer<typeof lineage>;
export type LineageStep = Lineage["items"][number];

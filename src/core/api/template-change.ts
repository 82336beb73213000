import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { CHANGE_CLASSES } from "#core/builder/change.ts";
import { record } from "#core/record.ts";

/** One change between two versions, in a sentence. */
export const templateChange = z.object({
  code: z.string(),
  kind: z.enum(["added", "changed", "removed", "moved", "renamed", "split", "merged"]),
  subject: z.enum(["template", "section", "item", "field", "slot", "rule", "unit"]),
  class: z.enum(CHANGE_CLASSES),
  path: z.string(),
  itemKey: z.string().optional(),
  text: z.string(),
  touched: z.object({ submissions: z.int(), answers: z.int() }),
});
export type TemplateChange = z.infer<typeof templateChange>;

/** 今年有何变化. */
export const templateChanges = endpoint({
  method: "GET",
  path: "/api/template/changes",
  action: "template.read",
  summary: "What a version changed against the one before it, per item",
  query: z.object({ id: z.string().max(100), version: z.string().max(20) }),
  response: z.object({
    /** null = it is the first that is known here */
    base: z.object({ id: z.string(), version: z.string(), year: z.int() }).nullable(),
    summary: z.string(),
    /** by item key; items without a change are left out */
    items: record(z.string(), z.array(templateChange)),
    /** of the whole, and what is gone */
    others: z.array(templateChange),
  }),
  errors: ["request.invalid", "session.required", "template.unknown"],
});

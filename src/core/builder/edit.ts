import { z } from "zod";
import {
  draftField,
  draftItem,
  draftPart,
  draftRule,
  draftSection,
  draftSlot,
  draftUnit,
} from "#core/builder/draft.ts";
import { choiceField } from "#core/field/definition.ts";

/**
 * A node of a checklist by its keys, never by its position: the edits of two people mostly commute. Field keys are
 * unique in a checklist, so a field is found wherever it has been moved to. The rows of a stage table are options.
 */
const key = z.string().min(1).max(100);
export const address = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("template") }),
  z.strictObject({ kind: z.literal("unit"), key }),
  z.strictObject({ kind: z.literal("part"), key }),
  z.strictObject({ kind: z.literal("section"), key }),
  z.strictObject({ kind: z.literal("item"), key }),
  z.strictObject({ kind: z.literal("field"), key }),
  z.strictObject({ kind: z.literal("slot"), item: key, key }),
  z.strictObject({ kind: z.literal("rule"), item: key, key }),
  z.strictObject({ kind: z.literal("option"), field: key, key }),
]);
export type Address = z.infer<typeof address>;

export const draftOption = choiceField.shape.options.element.extend({ label: z.string().max(200) });

/** What can be put into a checklist, taken out of it or pasted. */
export const node = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("unit"), value: draftUnit }),
  z.strictObject({ kind: z.literal("part"), value: draftPart }),
  z.strictObject({ kind: z.literal("section"), value: draftSection }),
  z.strictObject({ kind: z.literal("item"), value: draftItem }),
  z.strictObject({ kind: z.literal("field"), value: draftField }),
  z.strictObject({ kind: z.literal("slot"), value: draftSlot }),
  z.strictObject({ kind: z.literal("rule"), value: draftRule }),
  z.strictObject({ kind: z.literal("option"), value: draftOption }),
]);
export type Node = z.infer<typeof node>;

/** The sibling that it goes before; null = to the end. */
const before = key.nullable();

const simpleEdit = z.discriminatedUnion("kind", [
  /** null takes a property away */
  z.strictObject({ kind: z.literal("set"), at: address, patch: z.record(z.string().max(40), z.json()) }),
  z.strictObject({
    kind: z.literal("insert"),
    into: address,
    before,
    node,
    /** it comes back: keys of the base version are its own */
    revive: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal("remove"), at: address }),
  z.strictObject({ kind: z.literal("move"), at: address, into: address, before }),
  z.strictObject({
    kind: z.literal("rename"),
    at: z.discriminatedUnion("kind", [address.options[4], address.options[5]]),
    key: z.string().max(60),
    revive: z.literal(true).optional(),
  }),
  /** another definition under the same key: how a field changes its type */
  z.strictObject({ kind: z.literal("replace"), value: draftField }),
]);
export type SimpleEdit = z.infer<typeof simpleEdit>;

/** Several edits that are one for the person who made them: paste, cut, bulk change. */
export const edit = z.union([
  simpleEdit,
  z.strictObject({ kind: z.literal("all"), edits: z.array(simpleEdit).max(5000) }),
]);
export type Edit = z.infer<typeof edit>;

export interface EditFault {
  code:
    | "builder.gone"
    | "builder.key"
    | "builder.key-taken"
    | "builder.key-retired"
    | "builder.value"
    | "builder.fixed"
    | "builder.place"
    | "builder.limit";
  /** keys joined by / */
  path: string;
  message: string;
}

/** Keys joined by /, as the checks of a checklist name places. */
export function addressPath(at: Address): string {
  switch (at.kind) {
    case "template":
      return "";
    case "slot":
      return `${at.item}/evidence/${at.key}`;
    case "rule":
      return `${at.item}/rules/${at.key}`;
    case "option":
      return `${at.field}/options/${at.key}`;
    case "unit":
      return `units/${at.key}`;
    case "part":
      return `parts/${at.key}`;
    case "section":
      return `sections/${at.key}`;
    case "item":
    case "field":
      return at.key;
  }
}

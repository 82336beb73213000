import { useDraft } from "#app/data/draft-context.tsx";
import type { Field } from "#core/field/definition.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

interface Known {
  template: Template;
  lists: readonly (readonly Field[])[];
  fields: ReadonlyMap<string, Field>;
}
let last: Known | undefined;

/** The same table as long as the fields are the same: most edits touch none. */
function fieldsOf(template: Template): ReadonlyMap<string, Field> {
  if (last?.template === template) return last.fields;
  const lists = outline(template).map(({ item }) => item.fields);
  const before = last;
  const same = before?.lists.length === lists.length && lists.every((list, index) => list === before.lists[index]);
  const fields = same && before ? before.fields : new Map(lists.flat().map((field) => [field.key, field]));
  last = { template, lists, fields };
  return fields;
}

/** All fields of the draft by their names: a rule or a token may name any of them. */
export const useFields = (): ReadonlyMap<string, Field> => useDraft(({ template }) => fieldsOf(template));

import { useDraft } from "#app/data/draft-context.tsx";
import type { Field } from "#core/field/definition.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

const tables = new WeakMap<Template, ReadonlyMap<string, Field>>();

function fieldsOf(template: Template): ReadonlyMap<string, Field> {
  const known = tables.get(template);
  if (known) return known;
  const made = new Map([...fieldTable(template)].map(([key, { field }]) => [key, field]));
  tables.set(template, made);
  return made;
}

/** All fields of the draft by their names: a rule or a token may name any of them. */
export const useFields = (): ReadonlyMap<string, Field> => useDraft(({ template }) => fieldsOf(template));

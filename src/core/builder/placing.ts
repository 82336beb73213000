import { type Answer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { fitValue } from "#core/builder/upgrade-value.ts";
import type { Field } from "#core/field/definition.ts";
import { displayValue, parseStored } from "#core/field/table.ts";
import { type StoredValue, storedValue } from "#core/field/value.ts";
import type { Item } from "#core/template/schema.ts";

/** An answer that lost its home, as it is kept: `value` as stored, `text` as it was read. */
export interface Homeless {
  label: string;
  text: string;
  value?: unknown;
  path: string;
}

/** One place of an item that can take it. */
export interface Placing {
  /** narrative, or values.<field key> */
  path: string;
  label: string;
  /** what stands there now and would be replaced; "" = nothing */
  replaces: string;
  /** what to look at */
  note?: string;
  /** the item's answer once it is there */
  answer: Answer;
}

/**
 * Where in an item a homeless answer can go: into any field that takes its value, converted where the units allow it, or
 * as a paragraph into the prose. `was` is the field that it stood in, undefined for prose and explanations.
 */
export function placingsIn(homeless: Homeless, was: Field | undefined, item: Item, answer: Answer): Placing[] {
  const fields = item.fields.flatMap((field): Placing[] => {
    const fit = fitted(homeless, was, field);
    if (!fit) return [];
    const at = `values.${field.key}`;
    return [
      {
        path: at,
        label: `数据项“${field.label}”`,
        replaces: displayValue(field, answer.values[field.key]),
        ...(fit.note === undefined ? {} : { note: fit.note }),
        answer: { ...answer, values: { ...answer.values, [field.key]: fit.value } },
      },
    ];
  });
  return [...fields, ...proseOf(homeless, item, answer)];
}

function proseOf({ path, label, text }: Homeless, item: Item, answer: Answer): Placing[] {
  if (!item.prose || text.trim() === "") return [];
  const paragraph = path === "narrative" ? text : `${label}：${text}`;
  const written = answer.narrative?.trimEnd() ?? "";
  const narrative = written === "" ? paragraph : `${written}\n${paragraph}`;
  if (narrative.length > MAX_NARRATIVE) return [];
  return [{ path: "narrative", label: "正文（接在最后）", replaces: "", answer: { ...answer, narrative } }];
}

function fitted(
  { value, text }: Homeless,
  was: Field | undefined,
  field: Field,
): { value: StoredValue; note?: string } | undefined {
  if (field.type === "text" || field.type === "paragraph") {
    // a choice is stored by its key and prose with its tokens: both are read by their words
    const words = was?.type === "text" || was?.type === "paragraph" ? value : text;
    const parsed = parseStored(field, words);
    return parsed.ok && parsed.value !== "" ? { value: parsed.value } : undefined;
  }
  const stored = storedValue.safeParse(value);
  if (was === undefined || !stored.success) return undefined;
  const fit = fitValue(was, stored.data, field);
  if (!fit.ok || !parseStored(field, fit.value.value).ok) return undefined;
  const notes = [
    ...(fit.value.note === undefined ? [] : [fit.value.note]),
    ...(fit.value.prior === undefined ? [] : [`上期数${fit.value.prior}没有位置`]),
  ];
  return { value: fit.value.value, ...(notes.length === 0 ? {} : { note: notes.join("；") }) };
}

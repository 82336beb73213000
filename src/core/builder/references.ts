import { parseExpression } from "feelin";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit, SimpleEdit } from "#core/builder/edit.ts";
import { parseNarrative } from "#core/narrative/tokens.ts";
import { outline } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

type Names = ReadonlyMap<string, string>;

/** The expression with its names replaced; one that cannot be read stays as it is. */
export function renameInExpression(expression: string, names: Names): string {
  const places: { from: number; to: number; name: string }[] = [];
  let broken = false;
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, name, from, to }) => {
      if (type.isError) broken = true;
      const renamed = /^(VariableName|PathName)$/.test(name) ? names.get(expression.slice(from, to)) : undefined;
      if (renamed !== undefined) places.push({ from, to, name: renamed });
    },
  });
  if (broken) return expression;
  return places.reduceRight((text, { from, to, name }) => text.slice(0, from) + name + text.slice(to), expression);
}

/** The narrative with its tokens renamed. */
export const renameInNarrative = (narrative: string, names: Names): string =>
  parseNarrative(narrative)
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const name = names.get(segment.field);
      return name === undefined ? segment.raw : segment.raw.replace(segment.field, () => name);
    })
    .join("");

/** An item whose own drafts and rules name fields by their new keys. */
export function renameInItem(item: Item, names: Names): Item {
  return {
    ...item,
    narrative: renameInNarrative(item.narrative, names),
    fields: item.fields.map((field) => {
      const whole = field.type === "stages" ? names.get(field.within?.field ?? "") : undefined;
      return field.type === "stages" && field.within && whole !== undefined
        ? { ...field, within: { ...field.within, field: whole } }
        : field;
    }),
    rules: item.rules.map((rule) => ({
      ...rule,
      expect: renameInExpression(rule.expect, names),
      ...(rule.when === undefined ? {} : { when: renameInExpression(rule.when, names) }),
      ...(rule.field === undefined ? {} : { field: names.get(rule.field) ?? rule.field }),
    })),
  };
}

/**
 * A field under another name, as one edit: rules, drafts of prose and the whole of a stage table follow it. An item needs
 * no such thing: nothing names it.
 */
export function renameField(draft: Draft, from: string, to: string): Edit {
  const names = new Map([[from, to]]);
  const edits: SimpleEdit[] = [{ kind: "rename", at: { kind: "field", key: from }, key: to }];
  for (const { item } of outline(draft.template)) {
    const renamed = renameInItem(item, names);
    if (renamed.narrative !== item.narrative)
      edits.push({ kind: "set", at: { kind: "item", key: item.key }, patch: { narrative: renamed.narrative } });
    for (const [index, rule] of item.rules.entries()) {
      const now = renamed.rules[index];
      if (!now || (now.expect === rule.expect && now.when === rule.when && now.field === rule.field)) continue;
      const at = { kind: "rule" as const, item: item.key, key: rule.key };
      edits.push({ kind: "set", at, patch: { expect: now.expect, when: now.when ?? null, field: now.field ?? null } });
    }
    for (const [index, field] of item.fields.entries()) {
      const now = renamed.fields[index];
      if (now !== field && now?.type === "stages" && now.within)
        edits.push({ kind: "set", at: { kind: "field", key: field.key }, patch: { within: now.within } });
    }
  }
  return { kind: "all", edits };
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "#core/answer/canonical.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { continued } from "#core/builder/continued.ts";
import { draftFrom } from "#core/builder/draft.ts";
import { mergeEdit } from "#core/builder/merge.ts";
import { itemIn } from "#core/builder/nodes.ts";
import { fieldTable } from "#core/template/outline.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const base = readTemplate("2022");
const start = draftFrom(base, { version: "2024", year: 2024, title: "清单" }, []);
const keys = base.sections.flatMap(({ items }) => items.map(({ key }) => key));

function merged(draft: typeof start, from: readonly string[], into: string) {
  const edit = mergeEdit(draft, from, into);
  const applied = edit && applyEdit(draft, edit);
  if (!applied?.ok) throw new Error(`${from.join()} into ${into}`);
  return applied.value;
}

describe("merging items", () => {
  it("loses nothing of them, tells where each goes on, and is taken back byte for byte", () => {
    holds(
      [fc.uniqueArray(fc.constantFrom(...keys), { minLength: 2, maxLength: 6 })],
      ([into = "", ...sources]) => {
        const { draft, inverse } = merged(start, sources, into);
        const all = [into, ...sources].flatMap((key) => itemIn(start.template, key) ?? []);
        const one = itemIn(draft.template, into);
        const strip = (field: object) => ({ ...field, group: undefined });
        expect(one?.fields.map(strip)).toEqual(all.flatMap(({ fields }) => fields.map(strip)));
        expect(one?.rules.map(({ message }) => message)).toEqual(
          all.flatMap(({ rules }) => rules.map(({ message }) => message)),
        );
        expect(one?.evidence.map(({ title }) => title)).toEqual(
          all.flatMap(({ evidence }) => evidence.map(({ title }) => title)),
        );
        for (const each of all) {
          for (const { text } of each.basis) expect(one?.basis.some((basis) => basis.text === text)).toBe(true);
          expect(one?.narrative).toContain(each.narrative);
        }
        const way = continued(base, draft.template);
        for (const { key } of all) expect(way.itemsTo(key)).toEqual([into]);
        expect([...fieldTable(draft.template).keys()].toSorted()).toEqual([...fieldTable(base).keys()].toSorted());
        const back = applyEdit(draft, inverse);
        expect(back.ok && canonical(back.value.draft)).toBe(canonical(start));
      },
      25,
    );
  });

  it("goes on from what was merged or renamed before", () => {
    const once = merged(start, ["leaders-duty"], "party-leadership").draft;
    const renamed = applyEdit(once, { kind: "rename", at: { kind: "item", key: "party-leadership" }, key: "leading" });
    if (!renamed.ok) throw new Error(renamed.error.code);
    const { draft } = merged(renamed.value.draft, ["leading"], "party-organizations");
    const way = continued(base, draft.template);
    for (const key of ["party-leadership", "leaders-duty", "party-organizations"])
      expect(way.itemsTo(key)).toEqual(["party-organizations"]);
  });

  it("leaves alone what is no item of a section", () => {
    expect(mergeEdit(start, ["cover"], "party-leadership")).toBeUndefined();
    expect(mergeEdit(start, ["party-leadership"], "party-leadership")).toBeUndefined();
    expect(mergeEdit(start, ["nowhere"], "party-leadership")).toBeUndefined();
  });
});

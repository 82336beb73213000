import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "#core/builder/apply.ts";
import { continued } from "#core/builder/continued.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { isShared, type LineageKind, setSources, sourcesOf } from "#core/builder/set-sources.ts";
import { checkLineage, checkLineageAgainst } from "#core/template/check-lineage.ts";
import { fieldTable, outline } from "#core/template/outline.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const small = (): Draft => draftFrom(smallTemplate, { version: "2023", year: 2023, title: "小清单" }, []);
const applied = (draft: Draft, edit: Edit): Draft => {
  const result = applyEdit(draft, edit);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.draft;
};
const set = (draft: Draft, kind: LineageKind, key: string, sources: readonly string[]): Draft => {
  const edit = setSources(draft, kind, key, sources);
  if (!edit.ok) throw new Error(edit.error);
  return applied(draft, edit.value);
};
const keysOf = (draft: Draft, kind: LineageKind): string[] =>
  kind === "item" ? outline(draft.template).map(({ item }) => item.key) : [...fieldTable(draft.template).keys()];

describe("where an item or a field comes from", () => {
  it("is what was set, whatever was set before, and the version as a whole reads it the same", () => {
    holds(
      [
        fc.array(choice, { maxLength: 6 }),
        fc.array(
          fc.record({
            kind: fc.constantFrom<LineageKind[]>("item", "field"),
            at: fc.nat(),
            of: fc.array(fc.nat(), { maxLength: 3 }),
          }),
          { maxLength: 8 },
        ),
      ],
      (edits, wishes) => {
        let draft = edits.reduce((now, each) => {
          const result = applyEdit(now, editOf(now, each));
          return result.ok ? result.value.draft : now;
        }, small());
        for (const { kind, at, of } of wishes) {
          const old =
            kind === "item"
              ? outline(smallTemplate).map(({ item }) => item.key)
              : [...fieldTable(smallTemplate).keys()];
          const keys = keysOf(draft, kind);
          const key = keys[at % keys.length] ?? "";
          const sources = [...new Set(of.map((index) => old[index % old.length] ?? ""))];
          const edit = setSources(draft, kind, key, sources);
          if (!edit.ok) continue;
          const before = draft;
          draft = applied(draft, edit.value);
          expect(sourcesOf(draft, kind, key).toSorted()).toEqual(sources.toSorted());
          // of all others nothing changes but that a source may be shared now
          for (const other of keys)
            if (other !== key)
              expect(sourcesOf(draft, kind, other).toSorted()).toEqual(sourcesOf(before, kind, other).toSorted());
          const way = continued(smallTemplate, draft.template);
          const from = kind === "item" ? way.itemsFrom(key) : way.fieldsFrom(key);
          expect(from.toSorted()).toEqual(sources.toSorted());
        }
        const faults = checkLineage(draft.template).filter(({ message }) => !/类型不同|不在本清单/.test(message));
        expect(faults).toEqual([]);
      },
      120,
    );
  });

  it("can be several that became one, or one that became several, never both at once", () => {
    const [first, second, third] = smallTemplate.sections.flatMap(({ items }) => items.map(({ key }) => key));
    if (!first || !second || !third) throw new Error("the fixture has too few items");
    expect(setSources(small(), "item", first, [first, second])).toMatchObject({ ok: false });
    const without = applied(small(), { kind: "remove", at: { kind: "item", key: second } });
    const merged = set(without, "item", first, [first, second]);
    expect(sourcesOf(merged, "item", first).toSorted()).toEqual([first, second].toSorted());
    const tangled = setSources(merged, "item", third, [first]);
    expect(tangled).toMatchObject({ ok: false, error: expect.stringContaining("合并") });
    const split = set(small(), "item", third, [first]);
    expect(isShared(split, "item", first)).toBe(true);
    expect(sourcesOf(split, "item", first)).toEqual([first]);
    const [each] = split.template.lineage;
    expect(each && checkLineageAgainst(split.template, each, smallTemplate)).toEqual([]);
    expect(set(split, "item", third, [third]).template.lineage[0]?.items).toEqual([]);
  });

  it("may be nothing for an item that keeps its key, and then has a reason; a field has to take another key", () => {
    const anew = set(small(), "item", "pay", []);
    expect(sourcesOf(anew, "item", "pay")).toEqual([]);
    expect(anew.template.lineage[0]?.dropped).toMatchObject([
      { item: "pay", reason: expect.stringContaining("不沿用") },
    ]);
    expect(set(anew, "item", "pay", ["pay"]).template.lineage[0]).toMatchObject({ items: [], dropped: [] });
    const [field = ""] = keysOf(small(), "field");
    expect(setSources(small(), "field", field, [])).toMatchObject({ ok: false, error: expect.stringContaining("键") });
  });
});

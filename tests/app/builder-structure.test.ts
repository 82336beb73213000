import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf, nodeOf, placeText } from "#app/features/builder/reveal.ts";
import { keyFromLabel, moveEdit, newField, newItem, newSection, putEdit } from "#app/features/builder/structure.ts";
import { rowId, steadyRows, treeRows } from "#app/features/builder/tree-rows.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { checkDraft } from "#core/builder/check.ts";
import { type Draft, draftField, draftFrom } from "#core/builder/draft.ts";
import { findNode } from "#core/builder/nodes.ts";
import { fieldKey } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const start = (): Draft => draftFrom(smallTemplate, { version: "2030", year: 2030, title: "清单" }, []);
const randomDraft = fc.array(choice, { maxLength: 12 }).map((choices) =>
  choices.reduce((draft, each) => {
    const applied = applyEdit(draft, editOf(draft, each));
    return applied.ok ? applied.value.draft : draft;
  }, start()),
);

test("every line of the tree has its node, a name of its own and a place among its siblings", () => {
  fc.assert(
    fc.property(randomDraft, ({ template }) => {
      const rows = treeRows(template, new Set());
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const row of rows) {
        expect(row.id).toBe(rowId(row.at));
        expect(row.at.kind === "template" || findNode(template, row.at) !== undefined).toBe(true);
        expect(row.position).toBeLessThanOrEqual(row.siblings);
      }
    }),
    { numRuns: 50 },
  );
});

test("a move up and the move down after it leave the tree as it was", () => {
  fc.assert(
    fc.property(randomDraft, fc.nat(), fc.constantFrom<[-1, 1]>(-1, 1), (draft, which, direction) => {
      const rows = treeRows(draft.template, new Set());
      const row = rows[which % rows.length];
      const there = row && moveEdit(draft, [row.at], direction);
      if (!row || !there) return;
      const moved = applyEdit(draft, there);
      expect(moved.ok).toBe(true);
      if (!moved.ok) return;
      const back = moveEdit(moved.value.draft, [row.at], direction === 1 ? -1 : 1);
      const returned = back && applyEdit(moved.value.draft, back);
      expect(returned?.ok && returned.value.draft.template).toEqual(draft.template);
    }),
    { numRuns: 80 },
  );
});

test("several lines move together and keep their order", () => {
  const draft = start();
  const items = treeRows(draft.template, new Set()).filter(({ at, level }) => at.kind === "item" && level === 3);
  const [first, second] = items;
  if (!first || !second) throw new Error("the fixture has too few items");
  const edit = moveEdit(draft, [first.at, second.at], 1);
  const moved = edit && applyEdit(draft, edit);
  if (moved && !moved.ok) throw new Error(moved.error.message);
  const order = moved ? treeRows(moved.value.draft.template, new Set()).map(({ id }) => id) : [];
  expect(order.indexOf(first.id)).toBeLessThan(order.indexOf(second.id));
});

test("something new goes in at every line, is what is chosen then, and can be taken back", () => {
  const draft = start();
  for (const row of treeRows(draft.template, new Set()))
    for (const node of [newItem(), newSection()]) {
      const made = putEdit(draft, { nodes: [node] }, row.at);
      const put = made && applyEdit(draft, made.edit);
      expect(put?.ok, row.id).toBe(true);
      if (!put?.ok || !made) continue;
      for (const at of made.places) expect(findNode(put.value.draft.template, at)).toBeDefined();
      const back = applyEdit(put.value.draft, put.value.inverse);
      expect(back.ok && back.value.draft.template).toEqual(draft.template);
    }
});

test("a new field of every type is what a draft may hold, and any label gives a key", () => {
  for (const type of Object.keys(TYPE_TEXT) as (keyof typeof TYPE_TEXT)[])
    expect(draftField.safeParse(newField(type, "新数据项", "新数据项")).success, type).toBe(true);
  fc.assert(fc.property(fc.string(), (label) => fieldKey.safeParse(keyFromLabel(label)).success));
});

test("every remark of the checks leads to a line that is there", () => {
  fc.assert(
    fc.property(randomDraft, (draft) => {
      for (const fault of checkDraft(draft, new Map())) {
        const line = lineOf(draft.template, fault);
        expect(line.kind === "template" || findNode(draft.template, line) !== undefined, fault.path).toBe(true);
        const node = nodeOf(draft.template, fault);
        if (node) expect(findNode(draft.template, node), fault.path).toBeDefined();
        expect(placeText(draft.template, fault)).not.toBe("");
      }
    }),
    { numRuns: 50 },
  );
});

test("what an edit does not set stays the same object, so that nothing else is drawn again", () => {
  const { template } = start();
  const section = template.sections[0];
  const item = section?.items[0];
  if (!section || !item) throw new Error("no item");
  const applied = applyEdit(start(), {
    kind: "set",
    at: { kind: "item", key: item.key },
    patch: { guidance: "新说明" },
  });
  const changed = applied.ok
    ? findNode(applied.value.draft.template, { kind: "item", key: item.key })?.value
    : undefined;
  if (!changed || !("guidance" in changed)) throw new Error("the item is gone");
  expect(changed).toEqual({ ...item, guidance: "新说明" });
  const kept = Object.entries(changed).filter(([name]) => name !== "guidance");
  for (const [name, value] of kept) expect(value).toBe(new Map<string, unknown>(Object.entries(item)).get(name));
});

test("the lines of the tree stay the same list as long as none of them says anything else", () => {
  const none = new Set<string>();
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 12 }), (choices) => {
      const rowsOf = steadyRows();
      let draft = start();
      let before = rowsOf(draft.template, none);
      for (const each of choices) {
        const applied = applyEdit(draft, editOf(draft, each));
        if (applied.ok) draft = applied.value.draft;
        const rows = rowsOf(draft.template, none);
        const anew = treeRows(draft.template, none);
        expect(rows).toEqual(anew);
        if (JSON.stringify(anew) === JSON.stringify(before)) expect(rows).toBe(before);
        before = rows;
      }
    }),
    { numRuns: 50 },
  );
});

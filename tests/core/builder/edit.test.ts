import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { canonical } from "#core/answer/canonical.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { type Draft, draft, draftFrom, keysOf } from "#core/builder/draft.ts";
import { type Edit, edit } from "#core/builder/edit.ts";
import { historyOf, perform, redo, undo } from "#core/builder/history.ts";
import { fieldIn, itemIn } from "#core/builder/nodes.ts";
import { pasteEdit } from "#core/builder/paste.ts";
import { rebase } from "#core/builder/rebase.ts";
import { renameField } from "#core/builder/references.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { allNodes, type Choice, choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const small = () => draftFrom(smallTemplate, { version: "2023", year: 2023, title: "测试用小清单（2023年）" }, []);
const full = () =>
  draftFrom(readTemplate("2024"), { version: "2026", year: 2026, title: "清单" }, [readTemplate("2023")]);

const applied = (to: Draft, what: Edit): Draft => {
  const result = applyEdit(to, what);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.path}`);
  return result.value.draft;
};
const refusal = (to: Draft, what: Edit) => {
  const result = applyEdit(to, what);
  return result.ok ? undefined : result.error.code;
};

describe("edits of a draft", () => {
  it("and undos in any sequence return to the start byte for byte", () => {
    holds(
      [fc.array(fc.tuple(choice, fc.constantFrom("do", "do", "do", "undo", "redo")), { maxLength: 40 })],
      (steps) => {
        const start = small();
        let history = historyOf(start);
        for (const [each, way] of steps) {
          const next =
            way === "do"
              ? perform(history, editOf(history.draft, each), each.to % 4 === 0 ? "typing" : undefined)
              : way === "undo"
                ? undo(history)
                : redo(history);
          if (next?.ok) history = next.value;
          else if (way !== "do") expect(next).toBeUndefined();
        }
        const done = canonical(history.draft);
        let count = 0;
        for (let back = undo(history); back; back = undo(history)) {
          if (!back.ok) throw new Error(`${back.error.code} ${back.error.path}`);
          history = back.value;
          count += 1;
        }
        expect(canonical(history.draft)).toBe(canonical(start));
        for (; count > 0; count -= 1) {
          const forth = redo(history);
          if (!forth?.ok) throw new Error("redo refused");
          history = forth.value;
        }
        expect(canonical(history.draft)).toBe(done);
      },
      200,
    );
  });

  it("leave a draft that parses as one, in which no key stands twice and none of an earlier version has come back", () => {
    holds(
      [fc.array(choice, { maxLength: 30 })],
      (choices) => {
        const end = run(full(), choices);
        expect(canonical(draft.parse(JSON.parse(canonical(end))))).toBe(canonical(end));
        const keys = keysOf(end.template);
        expect(new Set(keys).size).toBe(keys.length);
        const retired = new Set(end.retired);
        expect(keys.filter((key) => retired.has(key))).toEqual([]);
      },
      60,
    );
  });

  it("can be sent as JSON and mean the same", () => {
    holds([choice], (each) => {
      const start = small();
      const sent = edit.parse(JSON.parse(JSON.stringify(editOf(start, each))));
      const [direct, told] = [applyEdit(start, editOf(start, each)), applyEdit(start, sent)];
      expect(canonical(told)).toBe(canonical(direct));
    });
  });

  it("share everything beside the way to what they change", () => {
    const start = full();
    const after = applied(start, {
      kind: "set",
      at: { kind: "item", key: "funding" },
      patch: { heading: "落实投入责任" },
    });
    const [before, now] = [start.template.sections, after.template.sections];
    const changed = now.filter((section, index) => section !== before[index]);
    expect(changed).toHaveLength(1);
    expect(itemIn(after.template, "funding")?.fields).toBe(itemIn(start.template, "funding")?.fields);
    expect(after.template.cover).toBe(start.template.cover);
  });

  it("refuse a key that an earlier version had, and one that is there", () => {
    const start = full();
    const field = (key: string) => ({
      kind: "insert" as const,
      into: { kind: "item" as const, key: "funding" },
      before: null,
      node: { kind: "field" as const, value: { type: "yesno" as const, key, label: "是否", required: true } },
    });
    const gone = start.retired.find((name) => name.startsWith("field:"))?.slice("field:".length) ?? "";
    expect(gone).not.toBe("");
    expect(refusal(start, field(gone))).toBe("builder.key-retired");
    const present = itemIn(start.template, "funding")?.fields[0]?.key ?? "";
    expect(refusal(start, field(present))).toBe("builder.key-taken");
    const removed = applied(start, { kind: "remove", at: { kind: "field", key: present } });
    expect(refusal(removed, field(present))).toBe("builder.key-retired");
    expect(refusal(start, field("没有用过的键"))).toBeUndefined();
  });

  it("refuse properties that are not theirs and values that don't fit, naming the place", () => {
    const at = { kind: "item" as const, key: "pay" };
    const patches: Record<string, z.core.util.JSONType>[] = [
      { key: "x" },
      { fields: [] },
      { points: "很多" },
      { heading: null },
      { toString: 1 },
    ];
    for (const patch of patches) expect(refusal(small(), { kind: "set", at, patch })).toBe("builder.value");
    expect(refusal(small(), { kind: "remove", at: { kind: "item", key: "cover" } })).toBe("builder.fixed");
    expect(refusal(small(), { kind: "remove", at: { kind: "item", key: "absent" } })).toBe("builder.gone");
  });

  it("rename a field with everything that names it, and the lineage says so", () => {
    const after = applied(small(), renameField(small(), "教育支出", "一般公共预算教育支出"));
    const item = itemIn(after.template, "spending");
    expect(item?.rules[0]).toMatchObject({
      expect: "一般公共预算教育支出 >= 上年.一般公共预算教育支出",
      field: "一般公共预算教育支出",
    });
    expect(item?.narrative).toContain("{{一般公共预算教育支出.增幅}}");
    expect(after.template.lineage[0]?.fields).toEqual([{ from: ["教育支出"], to: ["一般公共预算教育支出"] }]);
  });

  it("paste a copied item under keys of its own, and its rules name its own fields", () => {
    const start = small();
    const node = allNodes(start).find(({ node: each }) => each.value.key === "spending")?.node;
    if (!node) throw new Error("no item");
    const after = applied(start, pasteEdit(start, { nodes: [node] }, { kind: "section", key: "schools" }, null));
    expect(itemIn(after.template, "spending-2")?.rules[0]?.expect).toBe("教育支出副本2 >= 上年.教育支出副本2");
    expect(fieldIn(after.template, "教育支出副本2")).toBeDefined();
  });

  it("cut and paste keeps the keys, so that no answer loses its home", () => {
    const start = small();
    const node = allNodes(start).find(({ node: each }) => each.value.key === "spending")?.node;
    if (!node) throw new Error("no item");
    const cut = applied(start, { kind: "remove", at: { kind: "item", key: "spending" } });
    const after = applied(cut, pasteEdit(cut, { nodes: [node], cut: true }, { kind: "section", key: "schools" }, null));
    expect(keysOf(after.template).toSorted()).toEqual(keysOf(start.template).toSorted());
  });
});

describe("two editors", () => {
  it("of different places commute", () => {
    const start = small();
    const mine: Edit = { kind: "set", at: { kind: "item", key: "pay" }, patch: { heading: "待遇" } };
    const theirs: Edit[] = [
      { kind: "set", at: { kind: "item", key: "spending" }, patch: { heading: "投入" } },
      { kind: "move", at: { kind: "item", key: "pay" }, into: { kind: "section", key: "schools" }, before: null },
      renameField(start, "新建学校数", "新建改扩建学校数"),
    ];
    const other = theirs.reduce(applied, start);
    const result = rebase(start, [mine, renameField(start, "教师平均工资", "教师年均工资")], other);
    expect(result.conflicts).toEqual([]);
    expect(itemIn(result.draft.template, "pay")?.heading).toBe("待遇");
    expect(result.draft.template.lineage[0]?.fields).toHaveLength(2);
  });

  it("of the same property, or of what the other took out, are told so and nothing is overwritten", () => {
    const start = small();
    const at = { kind: "item" as const, key: "pay" };
    const other = applied(start, { kind: "set", at, patch: { heading: "他人所改" } });
    const result = rebase(
      start,
      [
        { kind: "set", at, patch: { heading: "我所改" } },
        { kind: "remove", at },
        { kind: "set", at: { kind: "item", key: "new-schools" }, patch: { guidance: "说明" } },
      ],
      other,
    );
    expect(result.conflicts.map(({ code }) => code)).toEqual(["builder.both-changed", "builder.removed-changed"]);
    for (const { place, message } of result.conflicts) {
      expect(place).toMatch(/他人所改$/);
      expect(message).not.toMatch(/[A-Za-z]/);
    }
    expect(itemIn(result.draft.template, "pay")?.heading).toBe("他人所改");
    expect(itemIn(result.draft.template, "new-schools")?.guidance).toBe("说明");
  });

  it("lose no edit: each is applied or named, and without the other's edits everything is applied", () => {
    holds(
      [fc.array(choice, { maxLength: 10 }), fc.array(choice, { maxLength: 10 })],
      (mine, theirs) => {
        const start = small();
        const edits = made(start, mine);
        const result = rebase(start, edits, run(start, theirs));
        expect(result.edits.length + result.conflicts.length).toBe(edits.length);
        // what went on top of theirs can be taken back to exactly theirs
        const back = [...result.inverses].reverse().reduce(applied, result.draft);
        expect(canonical(back)).toBe(canonical(run(start, theirs)));
        const alone = rebase(start, edits, start);
        expect(alone.conflicts).toEqual([]);
        expect(canonical(alone.draft)).toBe(canonical(edits.reduce(applied, start)));
      },
      150,
    );
  });
});

function made(start: Draft, choices: readonly Choice[]): Edit[] {
  const edits: Edit[] = [];
  let now = start;
  for (const each of choices) {
    const next = editOf(now, each);
    const result = applyEdit(now, next);
    if (!result.ok) continue;
    now = result.value.draft;
    edits.push(next);
  }
  return edits;
}

const run = (start: Draft, choices: readonly Choice[]): Draft => made(start, choices).reduce(applied, start);

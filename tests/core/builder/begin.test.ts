import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "#core/builder/apply.ts";
import { draftAround, versionsBefore, withDropped } from "#core/builder/begin.ts";
import { continued } from "#core/builder/continued.ts";
import { blankDraft, draftFrom, keysOf } from "#core/builder/draft.ts";
import { checkLineageAgainst } from "#core/template/check-lineage.ts";
import { compareVersions } from "#core/template/version-order.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const NEXT = { version: "2023", year: 2023, title: "测试用小清单" };

describe("the order of versions", () => {
  it("is by year, then by number, not by letters", () => {
    const ordered = ["2022", "2022.2", "2022.10", "2023", "2023-1"];
    holds(
      [fc.shuffledSubarray(ordered, { minLength: ordered.length })],
      (mixed) => {
        expect([...mixed].sort(compareVersions)).toEqual(ordered);
      },
      20,
    );
  });

  it("finds the versions before one, newest first, of the same checklist only", () => {
    const known = ["2021", "2024", "2022"].map((version) => ({ ...smallTemplate, version }));
    const others = [...known, { ...smallTemplate, id: "other", version: "2020" }];
    expect(versionsBefore(others, "test-small", "2023").map(({ version }) => version)).toEqual(["2022", "2021"]);
  });
});

describe("a draft of what comes from outside", () => {
  it("of a new checklist stands by itself", () => {
    const blank = blankDraft({ id: "new", ...NEXT });
    expect(draftAround(blank.template, [smallTemplate])).toEqual(blank);
  });

  it("of a known checklist follows the newest version before it, and keys given up earlier stay given up", () => {
    const oldest = {
      ...smallTemplate,
      version: "2020",
      units: [...smallTemplate.units, { key: "gone", name: "已撤单位" }],
    };
    const draft = draftAround(blankDraft({ id: "test-small", ...NEXT }).template, [oldest, smallTemplate]);
    expect(draft.base).toMatchObject({ id: "test-small", version: "2022" });
    expect(draft.retired).toEqual(["unit:gone"]);
    expect(draft.template.lineage).toMatchObject([{ version: "2022" }]);
  });
});

describe("items that go on under no other", () => {
  const begun = () => draftFrom(smallTemplate, NEXT, []);

  it("are all named as dropped over random edits, once, and the lineage is sound", () => {
    holds(
      [fc.array(choice, { maxLength: 20 })],
      (choices) => {
        let draft = begun();
        for (const each of choices) {
          const applied = applyEdit(draft, editOf(draft, each));
          if (applied.ok) draft = applied.value.draft;
        }
        const way = continued(smallTemplate, draft.template);
        const gone = [...way.before.keys()].filter((key) => way.itemsTo(key).length === 0);
        const filled = withDropped(draft.template, smallTemplate, {}, gone);
        const [entry] = filled.lineage;
        expect(entry?.dropped.map(({ item }) => item)).toEqual(gone);
        expect(withDropped(filled, smallTemplate, {}, gone)).toEqual(filled);
        if (entry)
          expect(
            checkLineageAgainst(filled, entry, smallTemplate).filter(({ path }) =>
              gone.some((key) => path.endsWith(`/${key}`)),
            ),
          ).toEqual([]);
        const after = continued(smallTemplate, filled);
        for (const key of way.before.keys()) expect(after.itemsTo(key)).toEqual(way.itemsTo(key));
        expect(keysOf(filled)).toEqual(keysOf(draft.template));
      },
      100,
    );
  });

  it("carry the reason that was given, or a plain one; what came back is dropped no more", () => {
    const of = (dropped: { item: string; reason: string }[], gone: string[]) =>
      withDropped(
        { ...begun().template, lineage: [{ version: "2022", items: [], fields: [], dropped }] },
        smallTemplate,
        { pay: "并入专项检查", constructor: "无" },
        gone,
      ).lineage[0]?.dropped;
    expect(of([], ["pay", "new-schools"])).toEqual([
      { item: "pay", reason: "并入专项检查" },
      { item: "new-schools", reason: "2023版取消" },
    ]);
    expect(of([{ item: "pay", reason: "曾取消" }], [])).toEqual([]);
  });
});

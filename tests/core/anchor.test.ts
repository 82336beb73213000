import { describe, expect, it } from "vitest";
import { anchorOf, itemUnder } from "#core/document/anchor.ts";
import { composeReport } from "#core/document/compose.ts";
import { outlineOf } from "#core/document/model.ts";
import { outline } from "#core/template/outline.ts";
import { contentOf, templateOf } from "#tests/fixtures/core-content.ts";

const checklist = templateOf({
  sections: [
    {
      key: "one",
      heading: "一",
      items: [
        { key: "a", heading: "甲", prose: true },
        { key: "a-2", heading: "乙", prose: true },
      ],
    },
  ],
});

describe("the anchors of a composed report", () => {
  const headings = outlineOf(composeReport(contentOf(checklist), []));

  it("lead from every item but cover and opening to a heading of the report, and back", () => {
    for (const { item, place } of outline(checklist)) {
      const anchor = anchorOf(checklist, item.key);
      if (place.kind === "cover" || place.kind === "opening") {
        expect(anchor).toBeUndefined();
        continue;
      }
      expect(headings.map(({ id }) => id)).toContain(anchor);
      expect(itemUnder(checklist, anchor ?? "")).toBe(item.key);
    }
  });

  it("lead from an entry to the chapter that it is entered in, and from a section or an annex nowhere", () => {
    const chapter = outline(checklist).find(({ place }) => place.kind === "part");
    expect(itemUnder(checklist, `entry-${chapter?.item.key}-12`)).toBe(chapter?.item.key);
    expect(itemUnder(checklist, "section-one")).toBeUndefined();
    expect(itemUnder(checklist, "annex-1")).toBeUndefined();
    expect(itemUnder(checklist, "item-a-2")).toBe("a-2");
  });
});

import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { chineseNumeral, sectionItems } from "#core/template/outline.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const items = sectionItems(template);

/** The checklist's own drafts as a report, its items numbered in one way or another. */
function report(
  section: (place: number) => string,
  item: (place: number, running: number) => string,
  between = "\n",
): string {
  let running = 0;
  const body = template.sections.map(({ heading, items: own }, place) =>
    [
      `${section(place + 1)}${heading}`,
      ...own.map(({ heading: title, narrative }, index) => {
        running += 1;
        return `${item(index + 1, running)}${title}。${narrative.replaceAll("\n", "").replace(/\{\{[^}]*\}\}/g, "若干")}`;
      }),
    ].join(between),
  );
  return `云岭区人民政府2022年履行教育职责自评报告\n我区认真自评，现将情况报告如下。\n一、自查情况\n${body.join("\n")}\n二、存在的主要问题\n（一）学位不足。偏紧。\n三、下一步工作打算\n（一）增加学位。新建。`;
}

const bracketed = (place: number): string => `（${chineseNumeral(place)}）`;

describe("every item is found", () => {
  it.each([
    ["numbers run through the sections", report(bracketed, (_, running) => `${running}.`)],
    ["numbers begin anew in each section", report(bracketed, (place) => `${place}．`)],
    ["numbers are not the checklist's", report(bracketed, (_, running) => `${running + 60}、`)],
    ["items have no numbers", report(bracketed, () => "")],
    [
      "sections are 1. and items （1）",
      report(
        (place) => `${place}.`,
        (place) => `（${place}）`,
      ),
    ],
    ["items are 一是, 二是 in paragraphs of their own", report(bracketed, (place) => `${chineseNumeral(place)}是`)],
    [
      "lines end as in Windows and are indented",
      report(bracketed, (place) => `${place}.`).replaceAll("\n", "\r\n　　"),
    ],
    [
      "marks are half-width",
      report(
        (place) => `(${chineseNumeral(place)})`,
        (place) => `${place}. `,
      )
        .replace(/，/g, ",")
        .replace(/；/g, ";"),
    ],
    ["blank lines stand between", report(bracketed, (_, running) => `${running}.`, "\n\n")],
  ])("where %s", (_, source) => {
    const result = importReport({ source, template, indicators });
    expect(result.items.map(({ item }) => item)).toEqual(items.map(({ item }) => item.key));
    expect(result.problems).toHaveLength(1);
    expect(result.nextSteps).toHaveLength(1);
    expect(result.unplaced).toEqual([]);
  });

  it("where they stand in another order", () => {
    const lines = report(bracketed, (_, running) => `${running}.`).split("\n");
    const first = lines.findIndex((line) => line.startsWith("1."));
    const swapped = [...lines];
    [swapped[first], swapped[first + 1]] = [lines[first + 1] ?? "", lines[first] ?? ""];
    const found = importReport({ source: swapped.join("\n").replace(/^(\d+)\./gm, ""), template, indicators });
    expect(new Set(found.items.map(({ item }) => item))).toEqual(new Set(items.map(({ item }) => item.key)));
  });
});

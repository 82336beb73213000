import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Converter } from "opencc-js/t2cn";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { importReport } from "#core/importer/import-report.ts";
import { isTraditional } from "#core/importer/source-line.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { parseUnit } from "#core/quantity/unit.ts";
import { sectionItems } from "#core/template/outline.ts";
import facts from "#tests/fixtures/published-facts-2022.json" with { type: "json" };
import { publishedFolder, readPublished, sourceNamed } from "#tests/fixtures/published-folder.ts";
import { readIndicators, readSample, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const toSimplified = Converter({ from: "t", to: "cn" });
const folder = publishedFolder() ?? "";
const read = (path: string) => {
  const source = readPublished(folder, path);
  const simplify = isTraditional(source) ? toSimplified : undefined;
  return { source, ...importReport({ source, template, indicators, simplify }) };
};

describe.skipIf(folder === "")("the published report of 2022", () => {
  const result = folder === "" ? undefined : read(sourceNamed(folder, "003"));
  const placed = sectionItems(template);

  it("imports with every item in its place, all problems, all next steps and all disclosure fields", () => {
    expect(result?.items.map(({ number, item, ask }) => [number, item, ask])).toEqual(
      placed.map(({ item, label }) => [Number(label), item.key, false]),
    );
    expect(result?.problems).toHaveLength(5);
    expect(result?.nextSteps).toHaveLength(5);
    expect(result?.unplaced).toEqual([]);
    expect(Object.keys(result?.meta.disclosure ?? {})).toEqual(
      expect.arrayContaining(["索引号", "发文字号", "主题分类", "体裁分类", "发布机构", "成文日期", "发布日期"]),
    );
  });

  it("gives at least 130 of its 136 figures with value and unit", () => {
    let right = 0;
    for (const fact of facts.items) {
      const key = placed[fact.no - 1]?.item.key;
      const values = [...(result?.items.find(({ item }) => item === key)?.values ?? [])];
      for (const point of fact.points) {
        const at = values.findIndex(
          ({ value, unit }) =>
            compareDecimals(value.now ?? "-1", point.value) === 0 &&
            parseUnit(unit).scale === parseUnit(point.unit).scale,
        );
        if (at < 0) continue;
        values.splice(at, 1);
        right += 1;
      }
    }
    expect(right).toBeGreaterThanOrEqual(130);
  });

  it("puts them into the fields where the sample has them", () => {
    const answers = readSample().answers;
    const wrong = (result?.items ?? []).flatMap(({ item, values }) =>
      values.flatMap(({ field, value }) => {
        const known = z.object({ now: z.string() }).safeParse(answers[item]?.values?.[field]);
        return known.success && compareDecimals(known.data.now, value.now ?? "-1") !== 0 ? [field] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(folder === "")("other published texts", () => {
  const names =
    folder === ""
      ? []
      : ["sources", "reports"].flatMap((under) =>
          readdirSync(join(folder, under))
            .filter((name) => name.endsWith(".txt"))
            .map((name) => `${under}/${name}`),
        );

  it.each(names)("%s loses no character", (path) => {
    const { source, segments } = read(path);
    expect(segments.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
  });

  it("give the year that each was written for", () => {
    const index = z
      .array(z.object({ file: z.string(), year: z.int() }))
      .parse(JSON.parse(readPublished(folder, "reports/index.json")));
    expect(index.map(({ file }) => [file, read(`reports/${file}`).meta.year])).toEqual(
      index.map(({ file, year }) => [file, year]),
    );
  });

  it.each([
    ["000", 3, 20],
    ["001", 5, 58],
    ["002", 4, 40],
    ["004", 13, 43],
  ])("the plan %s imports as an outline", (prefix, tops, below) => {
    const { outline } = read(sourceNamed(folder, prefix));
    const count = (nodes: typeof outline): number => nodes.reduce((sum, node) => sum + 1 + count(node.children), 0);
    expect(outline).toHaveLength(tops);
    expect(count(outline) - tops).toBeGreaterThanOrEqual(below);
  });
});

import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Distribution } from "#app/ui/plot/distribution.tsx";
import { distributionPicture, distributionSheet, distributionText } from "#app/ui/plot/distribution-picture.ts";
import { HeatMap } from "#app/ui/plot/heat-map.tsx";
import { type HeatCell, heatPicture, heatSheet } from "#app/ui/plot/heat-picture.ts";
import { LineOverTime, YearLines } from "#app/ui/plot/line-over-time.tsx";
import { LINE_SIZE, linePicture, lineSheet } from "#app/ui/plot/line-picture.ts";
import type { Mark, Picture } from "#app/ui/plot/mark.ts";
import { svgText } from "#app/ui/plot/svg-text.ts";
import { readXml } from "#tests/report/read-xml.ts";

const draw = (node: ReactNode): string => renderToStaticMarkup(<MantineProvider>{node}</MantineProvider>);
const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;
const years = [2020, 2021, 2022];
const times = years.map((year) => ({ at: year, label: String(year) }));
const labels = ({ marks }: Picture): string[] => marks.flatMap((mark) => ("label" in mark ? (mark.label ?? []) : []));
const texts = ({ marks }: Picture): string[] => marks.flatMap((mark) => (mark.kind === "text" ? mark.text : []));
const dots = ({ marks }: Picture) =>
  marks.filter((mark): mark is Extract<Mark, { kind: "dot" }> => mark.kind === "dot");

const rows = Array.from({ length: 40 }, (_, index) => ({ key: `d${index}`, name: `第${index + 1}区` }));
const columns = Array.from({ length: 10 }, (_, index) => ({ key: `s${index}`, name: `第${index + 1}部分` }));
const cell = (row: string, column: string): HeatCell =>
  row === "d3"
    ? { share: null, text: "" }
    : { share: Number(column.slice(1)) / 9, text: `${row}${column}`, figure: "0.5" };
const heat = { rowsAre: "区县", rows, columns, cell };

describe("the heat map", () => {
  const html = draw(<HeatMap title="得分" {...heat} />);

  it("has a cell with its words for every district and section, and one stop for the tab key", () => {
    expect(count(html, /<td[^>]*data-cell/g)).toBe(400);
    expect(count(html, /<td[^>]*tabindex="0"/gi)).toBe(1);
    expect(html).toContain('title="第8区，第4部分：d7s3"');
    expect(html).toContain('title="第4区，第1部分：无数据"');
    expect(count(html, /scope="row"/g)).toBe(40);
    expect(count(html, /scope="col"/g)).toBe(11);
  });

  it("says what to do first where there is nothing", () => {
    const empty = draw(<HeatMap title="得分" {...heat} rows={[]} empty="请先开启年度。" />);
    expect(empty).toContain("请先开启年度。");
    expect(empty).not.toMatch(/<table|<button/);
  });

  it("gives a picture with every text, and a workbook with every figure", () => {
    const picture = texts(heatPicture(heat));
    expect(picture).toEqual(expect.arrayContaining(["第40区", "第10部分", "d39s9", "无数据"]));
    const sheet = heatSheet("得分", heat);
    expect(sheet.columns.map(([header]) => header)).toEqual(["区县", ...columns.map(({ name }) => name)]);
    expect(sheet.rows[0]?.slice(0, 2)).toEqual(["第1区", { decimal: "0.5" }]);
    expect(sheet.rows[3]?.[1]).toBeNull();
  });
});

describe("lines over time", () => {
  const series = [
    { name: "甲", points: ["1.5", undefined, "20"] },
    { name: "乙", points: ["3", "4", "5"] },
  ];

  it("keep dots inside the picture, the greatest figure on top, and a gap where one is missing", () => {
    const picture = linePicture(times, series);
    expect(labels(picture).sort()).toEqual([
      "乙，2020：3",
      "乙，2021：4",
      "乙，2022：5",
      "甲，2020：1.5",
      "甲，2022：20",
    ]);
    expect(picture.marks.filter(({ kind }) => kind === "path")).toHaveLength(1);
    const highest = dots(picture).find(({ label }) => label === "甲，2022：20");
    expect(highest).toMatchObject({ x: LINE_SIZE.width - LINE_SIZE.right, y: LINE_SIZE.top });
    expect(texts(picture)).toEqual(expect.arrayContaining(["1.5", "20", "2020", "甲", "乙"]));
  });

  it("are told apart by stroke and shape, not by colour", () => {
    const picture = linePicture(times, [...series, { name: "丙", points: ["7", "8", "9"] }]);
    const shapes = new Set(dots(picture).map(({ shape, label }) => `${label?.[0]}${shape}`));
    expect(new Set([...shapes].map((each) => each.slice(1))).size).toBe(3);
  });

  it("move names apart that would stand on one another", () => {
    const same = ["甲", "乙", "丙"].map((name) => ({ name, points: ["10", "10", "10"] }));
    const picture = linePicture(times, [...same, { name: "丁", points: ["20", "20", "20"] }]);
    const heights = picture.marks
      .flatMap((mark) => (mark.kind === "text" && /^[甲乙丙丁]$/.test(mark.text) ? mark.y : []))
      .sort((a, b) => a - b);
    expect(heights).toHaveLength(4);
    for (const [index, y] of heights.entries())
      if (index > 0) expect(y - (heights[index - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  });

  it("draw one figure, one time and no figure at all", () => {
    const one = linePicture([{ at: 2021, label: "2021" }], [{ name: "甲", points: ["5"] }]);
    expect(dots(one)[0]?.x).toBe((LINE_SIZE.left + LINE_SIZE.width - LINE_SIZE.right) / 2);
    expect(dots(linePicture(times, [{ name: "甲", points: [undefined, undefined, undefined] }]))).toEqual([]);
    expect(draw(<LineOverTime title="进度" unit="%" times={[]} series={[]} />)).toContain("尚无可画的数据");
  });

  it("can be read as a table, on the page and in a workbook", () => {
    const html = draw(<YearLines title="支出" unit="亿元" years={years} series={series} label="支出：多年" />);
    expect(html).toContain('aria-label="支出：多年"');
    expect(html).toMatch(/<th scope="row">甲<\/th><td[^>]*>1.5<\/td><td[^>]*>无<\/td><td[^>]*>20<\/td>/);
    expect(lineSheet("支出", times, series).rows[0]).toEqual(["甲", { decimal: "1.5" }, null, { decimal: "20" }]);
  });
});

describe("the distribution of an indicator", () => {
  const data = {
    unit: "%",
    dots: [
      { name: "甲区", value: "3.9" },
      { name: "乙区", value: "4.20" },
      { name: "丙区", value: "4.2" },
      { name: "丁区", value: null },
    ],
    marked: "乙区",
    threshold: { value: "4", text: "法定标准4%" },
  };

  it("has a dot that speaks for each district with a figure, and marks one by shape and name", () => {
    const picture = distributionPicture(data);
    expect(labels(picture).sort()).toEqual(["丙区：4.2%", "乙区：4.20%", "甲区：3.9%"]);
    expect(
      dots(picture)
        .filter(({ shape }) => shape === "diamond")
        .map(({ label }) => label),
    ).toEqual(["乙区：4.20%"]);
    expect(texts(picture)).toEqual(expect.arrayContaining(["乙区 4.20", "法定标准4%"]));
    for (const { x, y } of dots(picture)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(picture.width);
      expect(y).toBeLessThanOrEqual(picture.height);
    }
  });

  it("says where the district stands; equal figures share a place", () => {
    expect(distributionText(data)).toBe(
      "3个区县有数据，1个没有；最低3.9%，最高4.2%；乙区4.20%，由高到低第1位；法定标准4%，不低于此数的2个",
    );
    expect(distributionSheet("占比", data).rows.map(([name]) => name)).toEqual(["乙区", "丙区", "甲区", "丁区"]);
  });

  it("says what to do first where nobody has a figure", () => {
    const html = draw(<Distribution title="占比" unit="%" dots={[{ name: "甲区", value: null }]} />);
    expect(html).toContain("尚无区县填报此项数据");
  });
});

describe("a picture as a file", () => {
  it("is well-formed whatever a name contains, and asks for nothing from elsewhere", () => {
    const hostile = `<script>&"'\u0000\ud800]]>`;
    const picture = linePicture(times, [{ name: hostile, points: ["1", "2", "3"] }]);
    const { svg } = svgText(hostile, picture);
    expect(() => readXml(new TextEncoder().encode(svg))).not.toThrow();
    expect(svg).not.toMatch(/<script|href|url\(/);
  });
});

import { describe, expect, it } from "vitest";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { loadFonts } from "#report/fonts.ts";
import type { ImageSet } from "#report/images.ts";
import { decimalParts } from "#report/layout/decimal.ts";
import { type LaidReport, layoutReport } from "#report/layout/layout-report.ts";
import type { PageMark } from "#report/layout/strip.ts";
import {
  CHARACTER_PITCH,
  FRAMES,
  LINE_PITCH,
  mm,
  PAGE_HEIGHT,
  PAGE_WIDTH,
  SIZE,
  TEXT_HEIGHT,
  TEXT_LEFT,
  TEXT_TOP,
  TEXT_WIDTH,
} from "#report/page.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { tinyJpeg, tinyPng } from "#tests/report/measure-pictures.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const fonts = await loadFonts(diskFonts, []);
const lay = (blocks: Block[], change: Partial<ReportDocument> = {}, images?: ImageSet): LaidReport =>
  layoutReport(sampleDocument({ blocks, ...change }), fonts, images);

type Marked<Kind extends PageMark["kind"]> = PageMark & { kind: Kind };
const of = <Kind extends PageMark["kind"]>(marks: readonly PageMark[], kind: Kind): Marked<Kind>[] =>
  marks.filter((mark): mark is Marked<Kind> => mark.kind === kind);
const texts = (marks: readonly PageMark[]): string[] => of(marks, "text").map((mark) => mark.text);
const find = (marks: readonly PageMark[], text: string): Marked<"text"> => {
  const found = of(marks, "text").find((mark) => mark.text.startsWith(text));
  if (!found) throw new Error(`no ${text} on the page`);
  return found;
};
const page = (report: LaidReport, number = 1): PageMark[] => {
  const found = report.pages[number - 1];
  if (!found) throw new Error(`no page ${number}`);
  return found.marks;
};
const paragraph = (text = "正文。"): Block => ({ kind: "paragraph", runs: [{ text }] });
const heading = (id: string): Block => ({ kind: "heading", level: 1, text: `一、${id}`, id });

describe("cover", () => {
  const report = lay([
    { kind: "cover-page", title: "自评报告", organisation: "区政府", date: "2022年11月8日" },
    paragraph(),
  ]);

  it("is a page of its own, counted but without a number", () => {
    expect(texts(page(report))).toEqual(["自评报告", "区政府", "2022年11月8日"]);
    expect(report.pages.map((each) => each.showsNumber)).toEqual([false, true]);
    expect(texts(page(report, 2))).toEqual(["正文。", "— 2 —"]);
  });
});

describe("contents", () => {
  const headings = Array.from({ length: 60 }, (_, index) => heading(`h${index}`));
  const report = lay([
    { kind: "contents" },
    { kind: "title", text: "报告" },
    ...headings.flatMap((each) => [each, paragraph()]),
  ]);

  it("fills pages of its own and names the page of every heading", () => {
    expect(texts(page(report))[0]).toBe("目　录");
    expect(report.pageOf.size).toBe(60);
    const listed = report.pages.slice(0, 3).flatMap(({ marks }) => texts(marks));
    for (const [id, number] of report.pageOf) {
      const at = listed.indexOf(`一、${id}`);
      expect(listed[at + 1]).toMatch(/^…+$/);
      expect(listed[at + 2]).toBe(String(number));
      expect(of(page(report, number), "anchor").map((mark) => mark.id)).toContain(id);
    }
  });

  it("ends every line at the right edge and links it to its heading", () => {
    const [first] = of(page(report), "link");
    expect(first).toMatchObject({ to: "h0", height: LINE_PITCH });
    const number = of(page(report), "text")[3];
    expect((number?.x ?? 0) + 8).toBeCloseTo(TEXT_LEFT + TEXT_WIDTH, 0);
  });

  it("is left out where there is nothing to list", () => {
    expect(lay([{ kind: "contents" }, paragraph()]).pages).toHaveLength(1);
  });
});

describe("red head", () => {
  const head = { kind: "red-head", mark: "渝北区人民政府文件", number: "渝北府文〔2022〕18号", signer: "" } as const;
  const marks = page(lay([head, { kind: "title", text: "报告" }, paragraph()]));
  const [rule] = of(marks, "rule");

  it("sets the mark red and centred, 35 mm under the edge of the text block", () => {
    const mark = find(marks, "渝北区人民政府文件");
    expect(mark).toMatchObject({ ink: "red", font: "title" });
    expect(mark.y - TEXT_TOP).toBeCloseTo(mm(35) + mark.size * 0.05, 3);
    expect(mark.x + (mark.size * 9) / 2).toBeCloseTo(PAGE_WIDTH / 2 + mm(1), 0);
  });

  it("sets the number over a red rule as wide as the text, and the title two lines below it", () => {
    expect(rule).toMatchObject({ x: TEXT_LEFT, x2: TEXT_LEFT + TEXT_WIDTH, ink: "red" });
    expect(find(marks, "渝北府文").y).toBeLessThan(rule?.y ?? 0);
    expect(find(marks, "报告").y - (rule?.y ?? 0)).toBeCloseTo(2 * LINE_PITCH + (LINE_PITCH - SIZE.title) / 2, 3);
  });

  it("moves the number to the left where someone signs at the right", () => {
    const signed = page(lay([{ ...head, signer: "张三" }, paragraph()]));
    const [number, label, name] = [find(signed, "渝北府文"), find(signed, "签发人："), find(signed, "张三")];
    expect(number.x).toBeCloseTo(TEXT_LEFT + CHARACTER_PITCH, 3);
    expect(name).toMatchObject({ font: "kai", y: number.y });
    expect(name.x + 2 * CHARACTER_PITCH).toBeCloseTo(TEXT_LEFT + TEXT_WIDTH - CHARACTER_PITCH, 3);
    expect(label.x + 4 * CHARACTER_PITCH).toBeCloseTo(name.x, 3);
  });
});

describe("letter head", () => {
  const report = lay([
    { kind: "letter-head", mark: "渝北区人民政府办公室", number: "渝北府办函〔2022〕5号" },
    { kind: "title", text: "函" },
    paragraph("正文。".repeat(200)),
  ]);
  const rules = of(page(report), "rule");

  it("sets the mark 30 mm under the sheet's edge and the number at the right", () => {
    const mark = find(page(report), "渝北区人民政府办公室");
    expect(mark.y).toBeCloseTo(mm(30) + mark.size * 0.05, 3);
    const number = find(page(report), "渝北府办函");
    expect(number.y).toBeGreaterThan(Math.min(...rules.map((rule) => rule.y)));
  });

  it("has red double rules of 170 mm, the lower ones 20 mm over the sheet's lower edge", () => {
    expect(rules).toHaveLength(4);
    for (const rule of rules)
      expect([rule.ink, Math.round((rule.x2 - rule.x) * 1000)]).toEqual(["red", Math.round(mm(170) * 1000)]);
    const weights = [...rules].sort((one, other) => one.y - other.y).map((rule) => rule.weight ?? 0);
    expect(weights).toEqual([2.25, 0.75, 0.75, 2.25]);
    expect(Math.max(...rules.map((rule) => rule.y))).toBeCloseTo(PAGE_HEIGHT - mm(20), 3);
  });

  it("carries no number on its first page, and does on the second", () => {
    expect(report.pages.map((each) => each.showsNumber)).toEqual([false, true]);
  });
});

describe("imprint", () => {
  const imprint = {
    kind: "imprint",
    copies: "市教委，市财政局。",
    organisation: "区政府办公室",
    date: "2022年11月8日",
  } as const;

  it("stands at the foot of the last page, in 四号, one place in on both sides", () => {
    const marks = page(lay([paragraph(), imprint]));
    const rules = of(marks, "rule");
    expect(rules).toHaveLength(3);
    expect(Math.max(...rules.map((rule) => rule.y))).toBeCloseTo(TEXT_TOP + TEXT_HEIGHT, 3);
    expect(find(marks, "抄送：市教委")).toMatchObject({ x: TEXT_LEFT + 14, size: 14 });
    const date = find(marks, "2022年11月8日印发");
    expect(date.y).toBe(find(marks, "区政府办公室").y);
  });

  it("takes a page of its own where the last one is full", () => {
    expect(lay([paragraph("正文。".repeat(205)), imprint]).pages).toHaveLength(2);
  });
});

describe("figure", () => {
  const images: ImageSet = new Map([
    ["wide", { bytes: tinyPng(), type: "image/png", width: 1600, height: 800 }],
    ["tall", { bytes: tinyJpeg(), type: "image/jpeg", width: 400, height: 1600 }],
    ["small", { bytes: tinyJpeg(), type: "image/jpeg", width: 96, height: 48 }],
    ["broken", { bytes: tinyPng().slice(0, 40), type: "image/png", width: 9, height: 9 }],
  ]);
  const figure = (sha256: string): Block => ({ kind: "figure", sha256, caption: "图1 校门" });
  const shown = (sha256: string): Marked<"image"> | undefined =>
    of(page(lay([figure(sha256)], {}, images)), "image")[0];

  it("shrinks a picture to the text's width, or to two thirds of the sheet's height", () => {
    expect(shown("wide")?.width).toBeCloseTo(TEXT_WIDTH, 6);
    expect(shown("wide")?.height).toBeCloseTo(TEXT_WIDTH / 2, 6);
    expect(shown("tall")?.height).toBeCloseTo((PAGE_HEIGHT * 2) / 3, 3);
    expect(shown("small")).toMatchObject({ width: 72, height: 36 });
  });

  it("keeps the caption under the picture, on one page", () => {
    const report = lay([paragraph("正文。".repeat(150)), figure("wide")], {}, images);
    const marks = page(report, 2);
    const [image] = of(marks, "image");
    expect(find(marks, "图1").y).toBeGreaterThan((image?.y ?? 0) + (image?.height ?? 0));
  });

  it("prints a framed note in the place of a picture that is missing or broken", () => {
    for (const sha256 of ["none", "broken"]) {
      const marks = page(lay([figure(sha256)], {}, images));
      expect(texts(marks)[0]).toBe("【图片无法读取：图1 校门】");
      expect(of(marks, "rule")).toHaveLength(4);
    }
  });
});

describe("wide table", () => {
  const columns = ["甲", "乙"].map((header) => ({ header, weight: 1, align: "left" as const }));
  const table: Block = { kind: "table", columns, rows: [["一", "二"]], wide: true };
  const report = lay([
    paragraph(),
    { kind: "annex", number: 1, title: "宽表", id: "a" },
    { kind: "caption", text: "（一）表" },
    table,
    paragraph("正文以后。"),
  ]);

  it("lies on a page of its own together with its titles; text before and after stands upright", () => {
    expect(report.pages.map((each) => each.orientation)).toEqual(["portrait", "landscape", "portrait"]);
    expect(texts(page(report, 2)).slice(0, 3)).toEqual(["附件1", "宽表", "（一）表"]);
    expect(texts(page(report, 3))[0]).toBe("正文以后。");
  });

  it("fills the turned text block", () => {
    const { left, width, pageWidth } = FRAMES.landscape;
    const rules = of(page(report, 2), "rule");
    expect(Math.max(...rules.map((rule) => rule.x2))).toBeCloseTo(left + width, 3);
    expect(left + width).toBeLessThan(pageWidth - mm(36));
  });
});

describe("decimal alignment", () => {
  it("knows where a figure has its point, with hedges before and after it", () => {
    expect(decimalParts("25.46")).toEqual({ before: "25", after: ".46" });
    expect(decimalParts("约1,250余")).toEqual({ before: "约1,250", after: "余" });
    expect(decimalParts("-3.21%")).toEqual({ before: "-3", after: ".21%" });
    expect(decimalParts("—")).toBeUndefined();
  });

  it("sets figures under one another at the point, and other words in the middle", () => {
    const figures = ["25.46", "125.4", "30余", "-3", "—"];
    const columns = [{ header: "本期", weight: 1, align: "decimal" as const }];
    const marks = page(lay([{ kind: "table", columns, rows: figures.map((figure) => [figure]) }]));
    const points = figures.slice(0, 4).map((figure) => {
      const mark = find(marks, figure);
      return mark.x + (decimalParts(figure)?.before.length ?? 0) * 0.5 * SIZE.table;
    });
    const spread = Math.max(...points) - Math.min(...points);
    expect(spread).toBeLessThan(3);
    expect(find(marks, "—").x).toBeCloseTo(TEXT_LEFT + TEXT_WIDTH / 2 - SIZE.table / 2, 0);
  });
});

describe("footer", () => {
  it("sets the stamp small, opposite the page number", () => {
    const report = lay([paragraph("正文。".repeat(400))], { stamp: "3f9a1c0e" });
    for (const { number, marks } of report.pages) {
      const [stamp, place] = [find(marks, "3f9a1c0e"), find(marks, "—")];
      expect(stamp.size).toBe(8);
      expect(stamp.x < place.x).toBe(number % 2 === 1);
    }
  });

  it("starts a further title on a page of its own", () => {
    expect(lay([paragraph(), { kind: "title", text: "报告", startsPage: true }]).pages).toHaveLength(2);
  });
});

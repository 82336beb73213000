import { beforeAll, describe, expect, it } from "vitest";
import { drawPage } from "#app/features/report/draw-page.ts";
import { gapsOf, ownersAtTop, placesOf } from "#app/features/report/find-places.ts";
import { composeReport } from "#core/document/compose.ts";
import { documentText, outlineOf } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type FontRole, type FontSet, loadFonts } from "#report/fonts.ts";
import { readMetrics } from "#report/layout/font-metrics.ts";
import { type LaidReport, layoutReport } from "#report/layout/layout-report.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { contentOf, templateOf, values } from "#tests/fixtures/core-content.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { readPdf, squeeze } from "#tests/report/read-pdf.ts";

const checklist = templateOf({
  sections: [
    {
      key: "one",
      heading: "投入",
      items: [
        {
          key: "spending",
          heading: "教育支出",
          prose: true,
          fields: [{ type: "number", key: "支出", label: "教育支出", unit: "亿元", precision: 2 }],
        },
        { key: "pay", heading: "教师工资", prose: true },
      ],
    },
  ],
});
const content = contentOf(checklist, {
  opening: { narrative: "全区高度重视教育工作。".repeat(80) },
  spending: { narrative: `${"经费落实到位。".repeat(120)}{{支出}}用于教育，其中{{支出}}用于学校。` },
  pay: values({}),
});
const document = composeReport(content, [], { stamp: "0123456789ab" });

let fonts: FontSet;
let laid: LaidReport;
beforeAll(async () => {
  fonts = await loadFonts(diskFonts, documentText(document).map(cleanText));
  laid = layoutReport(document, fonts);
});
const ascentOf = (role: FontRole): number => readMetrics(fonts[role] ?? new Uint8Array()).ascent;
const drawn = () => {
  const owners = ownersAtTop(laid.pages, checklist);
  return laid.pages.map(({ marks }, index) =>
    drawPage(marks, { ascentOf, template: checklist, owner: owners[index], urlOf: () => undefined }),
  );
};

describe("the drawn pages", () => {
  it("have every line where the PDF has it", async () => {
    const height = 841.89;
    const pdf = await readPdf((await writePdf(document, fonts)).bytes);
    expect(drawn()).toHaveLength(pdf.pages.length);
    for (const [index, { texts }] of drawn().entries()) {
      const pieces = pdf.pages[index] ?? [];
      const said = (parts: readonly { text: string }[]): string => squeeze(parts.map(({ text }) => text).join(""));
      expect(said(texts)).toBe(said(pieces));
      for (const line of texts.filter(({ text }) => text.trim() !== "")) {
        const piece = pieces.find(
          ({ x, y }) => Math.abs(x - line.x) < 0.05 && Math.abs(height - y - line.baseline) < 0.05,
        );
        expect(piece, `${line.text} on page ${index + 1}`).toBeDefined();
      }
    }
  });

  it("lead from every hole to its item, also where the item began on an earlier page", () => {
    const gaps = drawn().flatMap((page) => page.gaps);
    expect(gaps.map(({ itemKey }) => itemKey)).toContain("spending");
    expect(gaps.map(({ itemKey }) => itemKey)).toContain("pay");
    expect(gaps.every(({ boxes }) => boxes.length > 0 && boxes.every(({ width }) => width > 0))).toBe(true);
    expect(gapsOf(document, checklist).filter(({ itemKey }) => itemKey === "spending")).toHaveLength(2);
    expect(gapsOf(document, checklist).map(({ itemKey }) => itemKey)).toContain("pay");
  });

  it("name each heading once, on the page that the contents name", () => {
    const headings = drawn().flatMap((page) => page.texts.flatMap(({ heading }) => heading ?? []));
    expect(headings.map(({ name }) => name)).toEqual(outlineOf(document).map(({ text }) => text));
    for (const { id, page } of placesOf(laid.pages)) expect(page + 1).toBe(laid.pageOf.get(id));
  });
});

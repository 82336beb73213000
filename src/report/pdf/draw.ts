import type { FontSet } from "#report/fonts.ts";
import type { ImageSet } from "#report/images.ts";
import type { LaidPage } from "#report/layout/layout-report.ts";
import type { Ink, PageMark } from "#report/layout/strip.ts";
import { FRAMES } from "#report/page.ts";
import { createFontShelf, type FontShelf } from "#report/pdf/embed-fonts.ts";
import type { OutlineItem, PdfDocument } from "#report/pdf/engine.ts";
import { createPictures } from "#report/pdf/pictures.ts";
import { createStructure, type DrawAs } from "#report/pdf/structure.ts";

type Marked<Kind extends PageMark["kind"]> = PageMark & { kind: Kind };

const RULE_WEIGHT = 0.5;
/** Red, green and blue of the shade behind a gap, and of official red. */
const SHADE = "1 0.914 0.302";
const COLOUR: Readonly<Record<Ink, string>> = { black: "0 0 0", red: "1 0 0" };

/** Draws the pages onto a document whose first page is there and empty. */
export function drawPages(pdf: PdfDocument, pages: readonly LaidPage[], fonts: FontSet, images: ImageSet): void {
  const shelf = createFontShelf(pdf, fonts);
  const picture = createPictures(pdf, images);
  const outline = outlineWriter(pdf);
  const drawAs = createStructure(pdf);
  const destination = destinationNames(pages);
  for (const [index, { orientation, marks }] of pages.entries()) {
    const { pageWidth, pageHeight } = FRAMES[orientation];
    if (index > 0) pdf.addPage({ size: [pageWidth, pageHeight] });
    const shapes = [...shadeOperators(of(marks, "shade")), ...ruleOperators(of(marks, "rule"))];
    if (shapes.length > 0) drawAs(undefined, () => pdf.addContent(shapes.join("\n")));
    for (const mark of of(marks, "image")) drawAs(mark.part, () => picture(mark));
    const texts = of(marks, "text");
    if (texts.length > 0) drawTexts(texts, shelf, pdf, drawAs);
    for (const anchor of of(marks, "anchor")) {
      pdf.addNamedDestination(destination.get(anchor.id) ?? "", "XYZ", 0, anchor.y, null);
      outline(anchor);
    }
    for (const { x, y, width, height, to } of of(marks, "link")) {
      const name = destination.get(to);
      if (name !== undefined) pdf.annotate(x, y, width, height, { Subtype: "Link", Dest: name });
    }
  }
  shelf.finish();
}

const of = <Kind extends PageMark["kind"]>(marks: readonly PageMark[], kind: Kind): Marked<Kind>[] =>
  marks.filter((mark): mark is Marked<Kind> => mark.kind === kind);

/** Names of places in the order of the document: readers look them up in a sorted list. */
function destinationNames(pages: readonly LaidPage[]): Map<string, string> {
  const ids = new Set(pages.flatMap(({ marks }) => of(marks, "anchor").map((mark) => mark.id)));
  return new Map([...ids].map((id, index) => [id, `p${String(index + 1).padStart(6, "0")}`]));
}

/** Puts each bookmark under the last one of a higher level. */
function outlineWriter(pdf: PdfDocument): (anchor: Marked<"anchor">) => void {
  const open: { item: OutlineItem; level: number }[] = [];
  return ({ text, level, y }) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const parent = open.at(-1)?.item ?? pdf.outline;
    // the engine takes `left` from the page's right edge
    const place = { fit: false, top: y, left: pdf.page.width, expanded: level === 1 } as const;
    open.push({ item: parent.addItem(text, place), level });
  };
}

const shadeOperators = (shades: readonly Marked<"shade">[]): string[] =>
  shades.length === 0
    ? []
    : [`${SHADE} rg`, ...shades.map(({ x, y, width, height }) => `${point(x, y)} ${point(width, height)} re f`)];

/** Rules of one weight and colour are drawn in one stroke, upright ones that continue each other as one line. */
function ruleOperators(rules: readonly Marked<"rule">[]): string[] {
  const strokes = new Map<string, Marked<"rule">[]>();
  const upright = new Map<string, Marked<"rule">>();
  for (const rule of rules) {
    const { weight = RULE_WEIGHT, ink = "black" } = rule;
    const pen = `${short(weight)} w ${COLOUR[ink]} RG`;
    const column = `${pen} ${short(rule.x)}`;
    const above = rule.x === rule.x2 ? upright.get(column) : undefined;
    if (above && Math.abs(above.y2 - rule.y) < 1e-3) {
      above.y2 = rule.y2;
      continue;
    }
    const drawn = { ...rule };
    if (rule.x === rule.x2) upright.set(column, drawn);
    const stroke = strokes.get(pen);
    if (stroke) stroke.push(drawn);
    else strokes.set(pen, [drawn]);
  }
  return [...strokes].flatMap(([pen, lines]) => [
    pen,
    ...lines.map(({ x, y, x2, y2 }) => `${point(x, y)} m ${point(x2, y2)} l`),
    "S",
  ]);
}

/** All text of a page, part by part; the page's own axis points down, so letters are turned back up. */
function drawTexts(texts: readonly Marked<"text">[], shelf: FontShelf, pdf: PdfDocument, drawAs: DrawAs): void {
  let [pen, ink, spread] = ["", "", "0 Tc"];
  const operators = (mark: Marked<"text">): string => {
    const font = shelf.use(mark.font);
    pdf.page.fonts[font.name] = font.reference;
    const next = [
      `/${font.name} ${short(mark.size)} Tf`,
      `${COLOUR[mark.ink ?? "black"]} rg`,
      `${short(mark.spacing, 1e5)} Tc`,
    ] as const;
    const changed = next.filter((operator, index) => operator !== [pen, ink, spread][index]);
    [pen, ink, spread] = next;
    const place = point(mark.x, mark.y + font.ascent * mark.size);
    return [...changed, `1 0 0 -1 ${place} Tm <${font.encode(mark.text)}> Tj`].join("\n");
  };
  pdf.addContent("BT");
  for (let from = 0; from < texts.length; ) {
    const part = texts[from]?.part;
    let to = from + 1;
    while (to < texts.length && texts[to]?.part === part) to += 1;
    const group = texts.slice(from, to);
    drawAs(part, () => pdf.addContent(group.map(operators).join("\n")));
    from = to;
  }
  pdf.addContent("ET");
}

const point = (x: number, y: number): string => `${short(x)} ${short(y)}`;
const short = (value: number, places = 1e3): string => String(Math.round(value * places) / places);

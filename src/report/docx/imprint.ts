import type { Block } from "#core/document/model.ts";
import { type Piece, paragraph, pieceXml, TAB_RUN, textRun } from "#report/docx/paragraph.ts";
import { STYLE } from "#report/docx/styles.ts";
import { tag } from "#report/ooxml/xml.ts";
import { ptToTwips, SIZE } from "#report/page.ts";

const LABEL = "抄送：";
/** One place in on both sides. */
const INSET = ptToTwips(SIZE.imprint);
/** Eighths of a point: 0.35 mm outside, 0.25 mm between. */
const [OUTER, INNER] = [8, 6];

/**
 * 版记 at the foot of the page that the text ends on: who gets copies, who printed it and when, between rules. `left`:
 * the text block's distance from the sheet's edge; LibreOffice lets no table float that is placed by the text block.
 */
export function imprintPieces(
  { copies, organisation, date }: Block & { kind: "imprint" },
  { left, width }: { left: number; width: number },
): Piece[] {
  const rows: Piece[] = [];
  if (copies !== "") {
    const hanging = LABEL.length * INSET;
    rows.push(paragraph(STYLE.imprint, LABEL + copies, { indent: { left: hanging, hanging } }));
  }
  if (organisation + date !== "")
    rows.push({
      look: { style: STYLE.imprint, tabs: [{ kind: "right", at: width - 2 * INSET }] },
      content: textRun(organisation) + TAB_RUN + textRun(date === "" ? "" : `${date}印发`),
    });
  if (rows.length === 0) return [];
  const table =
    tag("w:tblPr", {}, tableProperties(left, width)) +
    tag("w:tblGrid", {}, tag("w:gridCol", { "w:w": width })) +
    rows.map((row) => tableRow(pieceXml(row), width)).join("");
  return [tag("w:tbl", {}, table), paragraph(STYLE.spacer, "")];
}

const tableProperties = (left: number, width: number): string =>
  tag("w:tblpPr", { "w:vertAnchor": "margin", "w:horzAnchor": "page", "w:tblpX": left, "w:tblpYSpec": "bottom" }) +
  tag("w:tblW", { "w:w": width, "w:type": "dxa" }) +
  tag("w:tblBorders", {}, rule("top", OUTER) + rule("bottom", OUTER) + rule("insideH", INNER)) +
  tag("w:tblLayout", { "w:type": "fixed" }) +
  tag("w:tblCellMar", {}, margin("left") + margin("right"));

const rule = (edge: string, size: number): string =>
  tag(`w:${edge}`, { "w:val": "single", "w:sz": size, "w:space": 0, "w:color": "000000" });

const margin = (side: string): string => tag(`w:${side}`, { "w:w": INSET, "w:type": "dxa" });

const tableRow = (content: string, width: number): string =>
  `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>${tag("w:tcW", { "w:w": width, "w:type": "dxa" })}</w:tcPr>${content}</w:tc></w:tr>`;

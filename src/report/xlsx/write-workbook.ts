import type { DataSheet } from "#core/document/data-sheet.ts";
import { contentTypes, type Part, RELATIONSHIPS, relationships, zipParts } from "#report/ooxml/package.ts";
import { stylesPart, workbookPart } from "#report/xlsx/parts.ts";
import { sheetPart } from "#report/xlsx/sheet.ts";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const EMPTY: DataSheet = { name: "数据", columns: [["尚无数据", 20]], rows: [] };

/**
 * An Excel workbook of the sheets; the same data gives the same bytes. A workbook must have a sheet, so no data makes
 * one that says so.
 */
export function writeWorkbook(sheets: readonly DataSheet[]): Uint8Array {
  const all = sheets.length > 0 ? sheets : [EMPTY];
  const relations = [
    ...all.map((_, index) => ({
      id: `rId${index + 1}`,
      type: "worksheet",
      target: `worksheets/sheet${index + 1}.xml`,
    })),
    { id: `rId${all.length + 1}`, type: "styles", target: "styles.xml" },
  ];
  const parts: Part[] = [
    {
      name: "_rels/.rels",
      content: relationships([{ id: "rId1", type: "officeDocument", target: "xl/workbook.xml" }]),
      contentType: RELATIONSHIPS,
    },
    {
      name: "xl/workbook.xml",
      content: workbookPart(all.map(({ name }) => name)),
      contentType: `${TYPE}.sheet.main+xml`,
    },
    { name: "xl/_rels/workbook.xml.rels", content: relationships(relations), contentType: RELATIONSHIPS },
    { name: "xl/styles.xml", content: stylesPart, contentType: `${TYPE}.styles+xml` },
    ...all.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: sheetPart(sheet),
      contentType: `${TYPE}.worksheet+xml`,
    })),
  ];
  return zipParts([{ name: "[Content_Types].xml", content: contentTypes(parts) }, ...parts]);
}

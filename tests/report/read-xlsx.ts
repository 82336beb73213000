import { unzipSync } from "fflate";
import { descendants, type Element, ownText, readXml } from "#tests/report/read-xml.ts";

export interface ReadSheet {
  name: string;
  /** by place: text as a string, a number as its digits in an object */
  rows: (string | { number: string } | undefined)[][];
  part: Element;
}

/** Unpacks a workbook; every part must be well-formed, and no cell may hold a formula. */
export function readXlsx(bytes: Uint8Array): ReadSheet[] {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, readXml(content)]));
  const part = (name: string): Element => {
    const found = parts.get(name);
    if (!found) throw new Error(`no part ${name}`);
    return found;
  };
  return descendants(part("xl/workbook.xml"), "sheet").map((sheet, index) => {
    const worksheet = part(`xl/worksheets/sheet${index + 1}.xml`);
    if (descendants(worksheet, "f").length > 0) throw new Error("a formula");
    return {
      name: sheet.attributes.get("name") ?? "",
      rows: descendants(worksheet, "row").map(cells),
      part: worksheet,
    };
  });
}

function cells(row: Element): ReadSheet["rows"][number] {
  const read: ReadSheet["rows"][number] = [];
  for (const cell of descendants(row, "c")) {
    const letters = cell.attributes.get("r")?.replace(/\d+$/, "") ?? "";
    const at = [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
    const [text] = descendants(cell, "t");
    const [value] = descendants(cell, "v");
    read[at] = text ? ownText(text) : value ? { number: ownText(value) } : undefined;
  }
  return [...read];
}

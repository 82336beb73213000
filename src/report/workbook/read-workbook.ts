import { err, ok, type Result } from "#core/result.ts";
import { attributeOf, localName, readXml } from "#core/xml/events.ts";
import { builtInFormat } from "#report/workbook/number-format.ts";
import { openPackage } from "#report/workbook/open-package.ts";
import type { PackageFailure } from "#report/workbook/package-failure.ts";
import { type Grid, readSheet, type SheetContext } from "#report/workbook/read-sheet.ts";

export interface Workbook {
  /** those that the author has not hidden */
  sheets: readonly string[];
  hidden: number;
  grid: (sheet: number) => Result<Grid, PackageFailure>;
}

const WANTED =
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/i;

/** An Excel file as text in grids. A sheet is read when it is looked at. */
export function readWorkbook(bytes: Uint8Array): Result<Workbook, PackageFailure> {
  const parts = openPackage(bytes, (name) => WANTED.test(name));
  if (!parts.ok) return parts;
  const source = (name: string): string | undefined => {
    const part = parts.value.get(name);
    return part && new TextDecoder().decode(part);
  };
  const book = source("xl/workbook.xml");
  const targets = readTargets(source("xl/_rels/workbook.xml.rels") ?? "");
  const found = book === undefined ? undefined : readSheets(book);
  const strings = readStrings(source("xl/sharedStrings.xml"));
  const formats = readFormats(source("xl/styles.xml"));
  if (!found || !targets || !strings || !formats) return err("damaged");
  const shown = found.sheets.filter(({ hidden }) => !hidden);
  if (shown.length === 0) return err("damaged");
  const context: SheetContext = { strings, formats, from1904: found.from1904 };
  return ok({
    sheets: shown.map(({ name }) => name),
    hidden: found.sheets.length - shown.length,
    grid: (index) => {
      const path = targets.get(shown[index]?.relation ?? "");
      const grid = readSheet(source(path ?? "") ?? "<none", context);
      return grid ? ok(grid) : err("damaged");
    },
  });
}

/** Whether the part could be read; names reach the handler without their prefix. */
function readPart(source: string, { open, close, text }: Partial<PartHandler>): boolean {
  const fault = readXml(source, {
    open: (name, attributes) => open?.(localName(name), attributes),
    close: (name) => close?.(localName(name)),
    text: (part) => text?.(part),
  });
  return fault === undefined;
}

interface PartHandler {
  open: (name: string, attributes: string) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

interface SheetEntry {
  name: string;
  relation: string;
  hidden: boolean;
}

function readSheets(source: string): { sheets: SheetEntry[]; from1904: boolean } | undefined {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  const whole = readPart(source, {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributeOf(attributes, "date1904") ?? "");
      if (name !== "sheet") return;
      sheets.push({
        name: attributeOf(attributes, "name") ?? `工作表${sheets.length + 1}`,
        relation: attributeOf(attributes, "id") ?? "",
        hidden: (attributeOf(attributes, "state") ?? "visible") !== "visible",
      });
    },
  });
  return whole ? { sheets, from1904 } : undefined;
}

/** Relation → path in the package. */
function readTargets(source: string): Map<string, string> | undefined {
  const targets = new Map<string, string>();
  const whole = readPart(source, {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const target = attributeOf(attributes, "Target") ?? "";
      targets.set(attributeOf(attributes, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return whole ? targets : undefined;
}

function readStrings(source: string | undefined): string[] | undefined {
  const strings: string[] = [];
  let text = "";
  let taking = false;
  let reading = false;
  const whole = readPart(source ?? "", {
    open: (name) => {
      if (name === "si") text = "";
      // how a word is read aloud stands beside it in Japanese files
      if (name === "rPh") reading = true;
      taking = name === "t" && !reading;
    },
    text: (part) => {
      if (taking) text += part;
    },
    close: (name) => {
      taking = false;
      if (name === "rPh") reading = false;
      if (name === "si") strings.push(text);
    },
  });
  return whole ? strings : undefined;
}

/** Number format by style index. */
function readFormats(source: string | undefined): string[] | undefined {
  const own = new Map<number, string>();
  const used: number[] = [];
  let inCells = false;
  const whole = readPart(source ?? "", {
    open: (name, attributes) => {
      if (name === "numFmt")
        own.set(Number(attributeOf(attributes, "numFmtId")), attributeOf(attributes, "formatCode") ?? "General");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) used.push(Number(attributeOf(attributes, "numFmtId") ?? 0));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return whole ? used.map((id) => own.get(id) ?? builtInFormat(id)) : undefined;
}

import { DECLARATION } from "#report/ooxml/xml.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** The parts of a workbook that say nothing about its data, as ECMA-376 orders them. */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export const worksheetOpen = `${DECLARATION}<worksheet xmlns="${MAIN}">`;

/** Cell styles by index into cellXfs. Numbers keep the digits after the point that they were typed with. */
export const STYLE = { head: 1, text: 2, number: 3 } as const;
export const MOST_PLACES = 8;

export const workbookPart = (names: readonly string[]): string =>
  `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
    .map((name, index) => `<sheet name="${escapeMarkup(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join("")}</sheets></workbook>`;

const FIRST_FORMAT = 164;
const numberFormat = (places: number): string => (places === 0 ? "0" : `0.${"0".repeat(places)}`);
const places = Array.from({ length: MOST_PLACES + 1 }, (_, count) => count);
const TOP = '<alignment vertical="top" wrapText="1"/>';

export const stylesPart = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${places.length}">${places
  .map((count) => `<numFmt numFmtId="${FIRST_FORMAT + count}" formatCode="${numberFormat(count)}"/>`)
  .join(
    "",
  )}</numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF5"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${3 + places.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${TOP}</xf>${places
  .map(
    (count) =>
      `<xf numFmtId="${FIRST_FORMAT + count}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`,
  )
  .join(
    "",
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

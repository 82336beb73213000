import type { TableCell } from "#core/builder/table-grid.ts";
import { attributeOf, readXml } from "#core/xml/events.ts";

const MOST_ROWS = 5000;
const MOST_CELLS = 100_000;

/** The tables of a converted Word file with their spans, the largest first. A table within a cell is that cell's text. */
export function tablesOfHtml(html: string): TableCell[][][] {
  const tables: TableCell[][][] = [];
  let depth = 0;
  let cells = 0;
  let table: TableCell[][] = [];
  let cell: TableCell | undefined;
  readXml(html, {
    open: (name, attributes) => {
      if (name === "table") {
        depth += 1;
        if (depth === 1) table = [];
      }
      if (depth === 1 && name === "tr" && table.length < MOST_ROWS) table.push([]);
      if (depth === 1 && (name === "td" || name === "th") && cells < MOST_CELLS) {
        cells += 1;
        cell = { text: "", rows: spanOf(attributes, "rowspan"), columns: spanOf(attributes, "colspan") };
        table.at(-1)?.push(cell);
      }
      if (cell && /^(p|br|li|tr)$/.test(name) && cell.text !== "" && !cell.text.endsWith("\n")) cell.text += "\n";
    },
    text: (text) => {
      if (cell) cell.text += text;
    },
    close: (name) => {
      if (depth === 1 && (name === "td" || name === "th")) cell = undefined;
      if (name !== "table") return;
      if (depth === 1) tables.push(table);
      depth -= 1;
    },
  });
  return tables.filter((each) => each.length > 1).sort((a, b) => b.flat().length - a.flat().length);
}

const spanOf = (attributes: string, name: string): number => {
  const span = Number(attributeOf(attributes, name) ?? 1);
  return Number.isInteger(span) && span > 0 ? span : 1;
};

import type { Block } from "#core/document/model.ts";
import { decimalPads } from "#report/html/decimal-pad.ts";
import { htmlText } from "#report/html/text.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** A table whose heads name their columns and whose first cells name their rows. */
export function tableElement({ columns, rows, wide }: Block & { kind: "table" }, caption: string | undefined): string {
  if (columns.length === 0) return caption === undefined ? "" : `<p class="flush">${htmlText(caption)}</p>`;
  const pads = columns.map(({ align }, index) =>
    align === "decimal" ? decimalPads(rows.map((row) => row[index] ?? "")) : undefined,
  );
  const total = columns.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const widths = columns.map(({ weight }) => `<col style="width:${((100 * weight) / total).toFixed(1)}%">`);
  const head = columns.map(({ header }) => `<th scope="col">${htmlText(header)}</th>`);
  const body = rows.map((row, number) => {
    const cells = columns.map(({ align }, index) => {
      const pad = pads[index]?.[number] ?? "";
      const attributes = `${align === "left" ? "" : ` class="${align}"`}${pad === "" ? "" : ` data-pad="${escapeMarkup(pad)}"`}`;
      const text = htmlText(row[index] ?? "");
      return index === 0 && align !== "decimal"
        ? `<th scope="row"${attributes}>${text}</th>`
        : `<td${attributes}>${text}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return [
    `<div class="sheet${wide ? " wide" : ""}"><table>`,
    caption === undefined ? "" : `<caption>${htmlText(caption)}</caption>`,
    `<colgroup>${widths.join("")}</colgroup><thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table></div>`,
  ].join("\n");
}

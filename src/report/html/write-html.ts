import type { ReportDocument } from "#core/document/model.ts";
import { bodyElements, contentsList } from "#report/html/blocks.ts";
import { STYLE_SHEET } from "#report/html/style.ts";
import { htmlText } from "#report/html/text.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** Nothing runs and nothing is fetched, whatever was typed. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** One page for a government site: disclosure fields, contents list, the report; complete in itself, and printable. */
export function writeHtml(document: ReportDocument, images: ImageSet = NO_IMAGES): string {
  const hasContents = document.blocks.some((block) => block.kind === "contents");
  return `${[
    "<!doctype html>",
    '<html lang="zh-CN">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ...(document.author === "" ? [] : [`<meta name="author" content="${escapeMarkup(document.author)}">`]),
    `<title>${escapeMarkup(document.title)}</title>`,
    `<style>${STYLE_SHEET}</style>`,
    "</head>",
    "<body>",
    "<article>",
    ...disclosureTable(document),
    ...(hasContents ? [] : [contentsList(document, false)]),
    ...bodyElements(document, images),
    ...(document.stamp === undefined ? [] : [`<p class="stamp">版本标识：${escapeMarkup(document.stamp)}</p>`]),
    "</article>",
    "</body>",
    "</html>",
  ]
    .filter((line) => line !== "")
    .join("\n")}\n`;
}

/** Two fields to a row, as the sites show them. */
function disclosureTable({ disclosure }: ReportDocument): string[] {
  if (disclosure.length === 0) return [];
  const rows = disclosure.flatMap((_, index) => (index % 2 === 0 ? [disclosure.slice(index, index + 2)] : []));
  const cells = rows.map((row) => {
    const pairs = row.map(([name, value], index) => {
      const span = row.length === 1 && index === 0 && disclosure.length > 1 ? ' colspan="3"' : "";
      return `<th scope="row">${htmlText(name)}</th><td${span}>${htmlText(value)}</td>`;
    });
    return `<tr>${pairs.join("")}</tr>`;
  });
  return [`<table class="disclosure" aria-label="信息公开"><tbody>${cells.join("\n")}</tbody></table>`];
}

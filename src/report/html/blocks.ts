import { type Block, outlineOf, type ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { figureElement } from "#report/html/figure.ts";
import { tableElement } from "#report/html/table.ts";
import { htmlRuns, htmlText } from "#report/html/text.ts";
import type { ImageSet } from "#report/images.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** The document's blocks as elements, in reading order; an annex is a section of its own. */
export function bodyElements(document: ReportDocument, images: ImageSet): string[] {
  const elements: string[] = [];
  let inAnnex = false;
  for (const [index, block] of document.blocks.entries()) {
    const closes: boolean = inAnnex && (block.kind === "annex" || block.kind === "imprint");
    if (closes) elements.push("</section>");
    inAnnex = block.kind === "annex" || (inAnnex && !closes);
    elements.push(element(block, document, images, document.blocks[index - 1], document.blocks[index + 1]));
  }
  if (inAnnex) elements.push("</section>");
  return elements.filter((each) => each !== "");
}

function element(
  block: Block,
  document: ReportDocument,
  images: ImageSet,
  before: Block | undefined,
  after: Block | undefined,
): string {
  switch (block.kind) {
    case "cover-page":
      return `<section class="cover">${lines([
        ["name", block.title],
        ["", block.organisation],
        ["", block.date],
      ])}</section>`;
    case "contents":
      return contentsList(document, true);
    case "red-head":
      return `<header class="red">${lines([["mark", block.mark]])}${pair(block.number, block.signer && `签发人：${block.signer}`)}</header>`;
    case "letter-head":
      return `<header class="red letter">${lines([["mark", block.mark]])}${pair("", block.number)}</header>`;
    case "title":
      return `<h1>${htmlText(block.text)}</h1>`;
    case "addressee":
      return `<p class="flush">${htmlText(block.text)}</p>`;
    case "heading":
      return `<h${block.level + 1} id="${escapeMarkup(block.id)}">${htmlText(block.text)}</h${block.level + 1}>`;
    case "paragraph":
      return `<p>${htmlRuns(block.runs)}</p>`;
    case "annex-list":
      return `<ul class="annexes">${annexLines(block.titles)
        .map(({ lead, title, leadAt }) => `<li style="padding-left:${leadAt - 2}em">${htmlText(lead + title)}</li>`)
        .join("")}</ul>`;
    case "signature":
      return block.organisation + block.date === ""
        ? ""
        : `<div class="signature">${lines([
            ["", block.organisation],
            ["", block.date],
          ])}</div>`;
    case "note":
      return `<p>${htmlText(block.text)}</p>`;
    case "annex":
      return `<section class="annex"><h2 id="${escapeMarkup(block.id)}">附件${block.number}<span class="name">${htmlText(block.title)}</span></h2>`;
    case "caption":
      return after?.kind === "table" ? "" : `<p class="flush">${htmlText(block.text)}</p>`;
    case "table":
      return tableElement(block, before?.kind === "caption" ? before.text : undefined);
    case "figure":
      return figureElement(block, images);
    case "imprint":
      return `<footer class="imprint">${lines([["", block.copies && `抄送：${block.copies}`]])}${pair(block.organisation, block.date && `${block.date}印发`)}</footer>`;
    default:
      return assertNever(block);
  }
}

/** Paragraphs for the texts that are there. */
const lines = (all: readonly (readonly [className: string, text: string])[]): string =>
  all
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `<p${name === "" ? "" : ` class="${name}"`}>${htmlText(text)}</p>`)
    .join("");

/** Left and right on one line. */
const pair = (left: string, right: string): string =>
  left + right === "" ? "" : `<p class="pair"><span>${htmlText(left)}</span><span>${htmlText(right)}</span></p>`;

/** Links to every heading and annex; closed at first where the document asks for no list of its own. */
export function contentsList(document: ReportDocument, open: boolean): string {
  const entries = outlineOf(document).map(
    ({ id, text, level }) => `<li class="level-${level}"><a href="#${escapeMarkup(id)}">${htmlText(text)}</a></li>`,
  );
  if (entries.length === 0) return "";
  return `<nav aria-label="目录"><details${open ? ' open=""' : ""}><summary>目录</summary><ol>${entries.join("\n")}</ol></details></nav>`;
}

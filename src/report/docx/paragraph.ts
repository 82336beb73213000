import type { TextRun } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type ParagraphLook, paragraphProperties, type RunLook, runProperties } from "#report/docx/properties.ts";
import { STYLE } from "#report/docx/styles.ts";
import { escapeXml } from "#report/ooxml/xml.ts";

/** A paragraph whose look may still change: the last one of a section carries the section's page. */
export interface Paragraph {
  look: ParagraphLook;
  /** runs as XML */
  content: string;
}

/** What the body is made of: paragraphs, and tables as XML. */
export type Piece = Paragraph | string;

const GAP: RunLook = { shade: "FFE94D" };

export const paragraph = (style: string, text: string, look: ParagraphLook = {}): Paragraph => ({
  look: { ...look, style },
  content: textRun(text),
});

export const runsParagraph = (style: string, runs: readonly TextRun[], look: ParagraphLook = {}): Paragraph => ({
  look: { ...look, style },
  content: runs.map((run) => textRun(run.text, run.gap ? GAP : {})).join(""),
});

export const emptyLine = (look: ParagraphLook = {}): Paragraph => ({
  look: { ...look, style: STYLE.normal },
  content: "",
});

/** Empty room of a height in twips. */
export const space = (height: number): Paragraph => ({
  look: { style: STYLE.spacer, spacing: { line: height, rule: "exact" } },
  content: "",
});

/** A run, with its line breaks. */
export function textRun(text: string, look: RunLook = {}): string {
  const cleaned = cleanText(text);
  if (cleaned === "") return "";
  const written = cleaned.includes("\n") ? cleaned.split("\n").map(textElement).join("<w:br/>") : textElement(cleaned);
  return `<w:r>${runProperties(look)}${written}</w:r>`;
}

/** Spaces at the ends are lost unless they are said to count. */
const textElement = (text: string): string =>
  `<w:t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ""}>${escapeXml(text)}</w:t>`;

export const TAB_RUN = "<w:r><w:tab/></w:r>";

/** A field with the text that it had when it was last counted. */
export const field = (instruction: string, shown: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${escapeXml(shown)}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

export const pieceXml = (piece: Piece): string =>
  typeof piece === "string" ? piece : `<w:p>${paragraphProperties(piece.look)}${piece.content}</w:p>`;

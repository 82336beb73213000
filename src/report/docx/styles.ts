import type { ParagraphLook, RunLook } from "#report/docx/properties.ts";
import type { TextRole } from "#report/fonts.ts";
import { CELL_PADDING, LINE_PITCH, ptToTwips, SIZE, TABLE_LINE_HEIGHT } from "#report/page.ts";

/** Style ids. Word knows those with a Latin name; its navigation pane and contents list are made from them. */
export const STYLE = {
  normal: "Normal",
  title: "Title",
  heading: { 1: "Heading1", 2: "Heading2", 3: "Heading3" },
  body: "BodyText",
  annexLabel: "AnnexLabel",
  annexTitle: "AnnexTitle",
  caption: "TableCaption",
  tableHead: "TableHead",
  tableText: "TableText",
  /** the paragraph that Word wants after a table, less than a point high */
  spacer: "TableSpacer",
  figure: "Figure",
  figureCaption: "FigureCaption",
  contentsTitle: "TOCHeading",
  contents: { 1: "TOC1", 2: "TOC2", 3: "TOC3" },
  coverTitle: "CoverTitle",
  coverText: "CoverText",
  mark: "IssuerMark",
  imprint: "Imprint",
  footer: "Footer",
} as const;

export const RED = "FF0000";

/** 22 lines a page: measured, with no document grid. */
export const LINE = ptToTwips(LINE_PITCH) - 1;
/** Twentieths of a point. 28 characters of 三号 need it to fit a line. */
export const RUN_SPACING = -5;
/** One character of the body with its spacing, in twips. */
export const CHARACTER = ptToTwips(SIZE.body) + RUN_SPACING;

/** A line of the cover's title. */
export const COVER_LINE = Math.round(1.5 * LINE);

const exactLine = { before: 0, after: 0, line: LINE, rule: "exact" } as const;
const automaticLine = { before: 0, after: 0, line: 240, rule: "auto" } as const;
/** The rule between two rows, which takes its own room. */
const ROW_RULE = ptToTwips(0.5);
/** Space in the paragraphs, not in the cells: LibreOffice drops upper and lower cell margins. */
const cellLine = {
  before: ptToTwips(CELL_PADDING.top),
  after: ptToTwips(CELL_PADDING.bottom) - ROW_RULE,
  line: ptToTwips(TABLE_LINE_HEIGHT),
  rule: "exact",
} as const;
/** The lowest that Word takes: it must fit under 22 lines. */
const hairLine = { before: 0, after: 0, line: 14, rule: "exact" } as const;
const twoCharacters = { firstLineChars: 200, firstLine: 2 * CHARACTER };

export interface Style {
  id: string;
  /** as Word's list of styles shows it; Word translates the names that it knows */
  name: string;
  /** none: the style rests on the document's defaults, and says everything itself */
  basedOn?: string;
  next?: string;
  listed?: boolean;
  paragraph?: ParagraphLook;
  run?: RunLook;
}

export const letters = (font: TextRole, size: number): RunLook => ({ font, color: "000000", size, plain: true });

const heading = (level: 1 | 2 | 3, font: TextRole): Style => ({
  id: STYLE.heading[level],
  name: `heading ${level}`,
  basedOn: STYLE.normal,
  next: STYLE.body,
  listed: true,
  paragraph: { keepNext: true, spacing: exactLine, indent: twoCharacters, outlineLevel: level - 1 },
  run: letters(font, SIZE.body),
});

const contents = (level: 1 | 2 | 3): Style => ({
  id: STYLE.contents[level],
  name: `toc ${level}`,
  basedOn: STYLE.normal,
  next: STYLE.normal,
  paragraph: { indent: { left: level * CHARACTER, hanging: CHARACTER }, align: "left" },
  run: letters(level === 1 ? "hei" : "fangsong", SIZE.body),
});

/** Every style that the report's paragraphs name. */
export const STYLES: readonly Style[] = [
  {
    id: STYLE.normal,
    name: "Normal",
    listed: true,
    paragraph: { lineRules: true, spacing: exactLine, align: "both" },
    run: { ...letters("fangsong", SIZE.body), spacing: RUN_SPACING },
  },
  {
    id: STYLE.title,
    name: "Title",
    basedOn: STYLE.normal,
    next: STYLE.body,
    listed: true,
    paragraph: { keepNext: true, spacing: exactLine, align: "center" },
    run: { ...letters("title", SIZE.title), spacing: 0 },
  },
  heading(1, "hei"),
  heading(2, "kai"),
  heading(3, "fangsong"),
  { id: STYLE.body, name: "Body Text", basedOn: STYLE.normal, listed: true, paragraph: { indent: twoCharacters } },
  {
    id: STYLE.annexLabel,
    name: "附件序号",
    basedOn: STYLE.normal,
    next: STYLE.annexTitle,
    paragraph: { keepNext: true },
    run: letters("hei", SIZE.body),
  },
  {
    id: STYLE.annexTitle,
    name: "附件标题",
    basedOn: STYLE.title,
    next: STYLE.body,
    paragraph: { keepNext: true, outlineLevel: 0 },
  },
  {
    id: STYLE.caption,
    name: "表题",
    basedOn: STYLE.normal,
    paragraph: { keepNext: true },
    run: letters("kai", SIZE.body),
  },
  {
    id: STYLE.tableText,
    name: "表格正文",
    paragraph: { lineRules: true, spacing: cellLine, align: "left" },
    run: { ...letters("fangsong", SIZE.table), spacing: 0 },
  },
  {
    id: STYLE.tableHead,
    name: "表头",
    basedOn: STYLE.tableText,
    paragraph: { keepNext: true, align: "center" },
    run: letters("hei", SIZE.table),
  },
  {
    id: STYLE.spacer,
    name: "表后间隔",
    paragraph: { lineRules: true, spacing: hairLine },
    run: letters("fangsong", 1),
  },
  {
    id: STYLE.figure,
    name: "图片",
    next: STYLE.figureCaption,
    paragraph: { keepNext: true, lineRules: true, spacing: automaticLine, align: "center" },
    run: letters("fangsong", 1),
  },
  {
    id: STYLE.figureCaption,
    name: "图题",
    basedOn: STYLE.normal,
    paragraph: { align: "center" },
    run: { ...letters("fangsong", SIZE.pageNumber), spacing: 0 },
  },
  {
    id: STYLE.contentsTitle,
    name: "TOC Heading",
    basedOn: STYLE.normal,
    next: STYLE.normal,
    paragraph: { keepNext: true, align: "center" },
    run: { ...letters("title", SIZE.title), spacing: 0 },
  },
  contents(1),
  contents(2),
  contents(3),
  {
    id: STYLE.coverTitle,
    name: "封面标题",
    basedOn: STYLE.title,
    paragraph: { spacing: { ...exactLine, line: COVER_LINE } },
    run: letters("title", SIZE.cover),
  },
  {
    id: STYLE.coverText,
    name: "封面文字",
    basedOn: STYLE.normal,
    paragraph: { align: "center" },
    run: letters("kai", SIZE.body),
  },
  {
    id: STYLE.mark,
    name: "发文机关标志",
    basedOn: STYLE.normal,
    paragraph: { align: "center" },
    run: { font: "title", color: RED, spacing: 0 },
  },
  {
    id: STYLE.imprint,
    name: "版记",
    paragraph: { lineRules: true, spacing: exactLine, align: "both" },
    run: { ...letters("fangsong", SIZE.imprint), spacing: 0 },
  },
  {
    id: STYLE.footer,
    name: "footer",
    paragraph: { lineRules: true, spacing: automaticLine },
    run: { ...letters("song", SIZE.pageNumber), spacing: 0 },
  },
];

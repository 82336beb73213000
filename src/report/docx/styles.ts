import {
  AlignmentType,
  type IFontAttributesProperties,
  type IParagraphStyleOptions,
  type IStylesOptions,
  LineRuleType,
} from "docx";
import { type TextRole, WORD_FONTS } from "#report/fonts.ts";
import { CELL_PADDING, LINE_PITCH, ptToTwips, SIZE } from "#report/page.ts";

/** Style ids. Word knows the first five by name; its navigation pane and contents list are made from them. */
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
  footer: "Footer",
  /** the paragraph that Word wants after a table, one point high */
  spacer: "TableSpacer",
} as const;

/** 22 lines a page: measured, with no document grid. */
const LINE = ptToTwips(LINE_PITCH) - 1;
/** Twentieths of a point. 28 characters of 三号 need it to fit a line. */
export const RUN_SPACING = -5;
/** One character of the body with its spacing, in twips. */
export const CHARACTER = ptToTwips(SIZE.body) + RUN_SPACING;

const exactLine = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
const automaticLine = { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 };
/** Space in the paragraphs, not in the cells: LibreOffice drops upper and lower cell margins. */
const cellLine = { ...automaticLine, before: ptToTwips(CELL_PADDING.top), after: ptToTwips(CELL_PADDING.bottom) };
const twoCharacters = { firstLine: 2 * CHARACTER, firstLineChars: 200 };

/** One name for all scripts, so that digits and quotation marks come from the same font as the text. */
export function wordFont(role: TextRole): IFontAttributesProperties {
  const name = WORD_FONTS[role];
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: "eastAsia" };
}

const run = (role: TextRole, size: number) => ({
  font: wordFont(role),
  size: 2 * size,
  color: "000000",
  bold: false,
  italics: false,
});

const heading = (role: TextRole, level: 0 | 1 | 2) => ({
  basedOn: STYLE.normal,
  next: STYLE.body,
  quickFormat: true,
  run: run(role, SIZE.body),
  paragraph: { spacing: exactLine, indent: twoCharacters, keepNext: true, outlineLevel: level },
});

const paragraphStyles: IParagraphStyleOptions[] = [
  {
    id: STYLE.normal,
    name: "Normal",
    quickFormat: true,
    run: { ...run("fangsong", SIZE.body), characterSpacing: RUN_SPACING },
    paragraph: { spacing: exactLine, alignment: AlignmentType.BOTH },
  },
  { id: STYLE.body, name: "Body Text", basedOn: STYLE.normal, quickFormat: true, paragraph: { indent: twoCharacters } },
  {
    id: STYLE.annexLabel,
    name: "附件序号",
    basedOn: STYLE.normal,
    next: STYLE.annexTitle,
    run: run("hei", SIZE.body),
    paragraph: { keepNext: true },
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
    run: run("kai", SIZE.body),
    paragraph: { keepNext: true },
  },
  {
    id: STYLE.tableText,
    name: "表格正文",
    run: run("fangsong", SIZE.table),
    paragraph: { spacing: cellLine, alignment: AlignmentType.LEFT },
  },
  {
    id: STYLE.tableHead,
    name: "表头",
    basedOn: STYLE.tableText,
    run: run("hei", SIZE.table),
    paragraph: { alignment: AlignmentType.CENTER, keepNext: true },
  },
  { id: STYLE.spacer, name: "表后间隔", paragraph: { spacing: { line: 20, lineRule: LineRuleType.EXACT } } },
  {
    id: STYLE.footer,
    name: "footer",
    run: run("song", SIZE.pageNumber),
    paragraph: { spacing: automaticLine },
  },
];

export const documentStyles: IStylesOptions = {
  default: {
    /** without spacing, which is Normal's: tables and page numbers rest on this */
    document: { run: { ...run("fangsong", SIZE.body), language: { value: "en-US", eastAsia: "zh-CN" } } },
    title: {
      basedOn: STYLE.normal,
      next: STYLE.body,
      quickFormat: true,
      run: run("title", SIZE.title),
      paragraph: { spacing: exactLine, alignment: AlignmentType.CENTER, keepNext: true },
    },
    heading1: heading("hei", 0),
    heading2: heading("kai", 1),
    heading3: heading("fangsong", 2),
  },
  paragraphStyles,
};

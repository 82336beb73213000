import { type TextRole, WORD_FONTS } from "#report/fonts.ts";
import { tag } from "#report/ooxml/xml.ts";

const SIDES = ["top", "left", "bottom", "right"] as const;

/** Properties of paragraphs and runs, written in the order of the schema (ECMA-376, 17.3). Lengths are twips. */
export interface ParagraphLook {
  style?: string;
  keepNext?: boolean;
  pageBreakBefore?: boolean;
  /** line rules of Chinese text, for styles that rest on no other */
  lineRules?: boolean;
  rules?: Partial<Record<(typeof SIDES)[number], Rule>>;
  /** outside of the text's flow, in the middle of the sheet */
  frame?: SheetFrame;
  tabs?: readonly Tab[];
  spacing?: Spacing;
  indent?: Indent;
  align?: Alignment;
  /** 0 = the level of 标题 1 */
  outlineLevel?: number;
  /** sectPr of the section that ends with this paragraph */
  section?: string;
}

export interface Rule {
  style: "single" | "double" | "thickThinSmallGap" | "thinThickSmallGap";
  /** eighths of a point */
  size: number;
  color: string;
  /** points between rule and text */
  space: number;
}

export interface SheetFrame {
  width: number;
  /** from the sheet's upper edge */
  y: number;
}

export interface Tab {
  kind: "left" | "right" | "decimal";
  at: number;
  leader?: "middleDot";
}

export interface Spacing {
  before?: number;
  after?: number;
  /** twips where exact, 240ths of a line where automatic */
  line?: number;
  rule?: "exact" | "auto";
}

export interface Indent {
  left?: number;
  right?: number;
  firstLine?: number;
  /** hundredths of a character; wins over firstLine where the program knows it */
  firstLineChars?: number;
  hanging?: number;
}

export type Alignment = "left" | "center" | "right" | "both" | "distribute";

const on = (name: string, is: boolean | undefined): string => (is ? `<w:${name}/>` : "");

/**
 * 22 lines on every page; forbidden line starts and ends, no extra space at digits. Hanging punctuation is what every
 * program does where nothing is said: LibreOffice reads overflowPunct the wrong way round.
 */
const LINE_RULES = {
  widow: '<w:widowControl w:val="false"/>',
  breaks:
    '<w:kinsoku w:val="true"/><w:autoSpaceDE w:val="false"/><w:autoSpaceDN w:val="false"/><w:snapToGrid w:val="false"/>',
} as const;

export function paragraphProperties(look: ParagraphLook): string {
  const content =
    (look.style === undefined ? "" : tag("w:pStyle", { "w:val": look.style })) +
    on("keepNext", look.keepNext) +
    on("pageBreakBefore", look.pageBreakBefore) +
    (look.frame ? sheetFrame(look.frame) : "") +
    (look.lineRules ? LINE_RULES.widow : "") +
    (look.rules ? rules(look.rules) : "") +
    (look.tabs && look.tabs.length > 0 ? tag("w:tabs", {}, look.tabs.map(tabStop).join("")) : "") +
    (look.lineRules ? LINE_RULES.breaks : "") +
    (look.spacing ? spacing(look.spacing) : "") +
    (look.indent ? indent(look.indent) : "") +
    (look.align === undefined ? "" : `<w:jc w:val="${look.align}"/>`) +
    (look.outlineLevel === undefined ? "" : `<w:outlineLvl w:val="${look.outlineLevel}"/>`) +
    (look.section ?? "");
  return content === "" ? "" : `<w:pPr>${content}</w:pPr>`;
}

const rules = (sides: Partial<Record<(typeof SIDES)[number], Rule>>): string =>
  tag(
    "w:pBdr",
    {},
    SIDES.map((side) => {
      const rule = sides[side];
      return rule
        ? tag(`w:${side}`, { "w:val": rule.style, "w:sz": rule.size, "w:space": rule.space, "w:color": rule.color })
        : "";
    }).join(""),
  );

/** Text goes on under a frame, never beside it. */
const sheetFrame = ({ width, y }: SheetFrame): string =>
  tag("w:framePr", {
    "w:w": width,
    "w:wrap": "notBeside",
    "w:vAnchor": "page",
    "w:hAnchor": "page",
    "w:xAlign": "center",
    "w:y": y,
  });

const tabStop = ({ kind, at, leader }: Tab): string => tag("w:tab", { "w:val": kind, "w:leader": leader, "w:pos": at });

const spacing = ({ before, after, line, rule }: Spacing): string =>
  tag("w:spacing", { "w:before": before, "w:after": after, "w:line": line, "w:lineRule": rule });

const indent = ({ left, right, firstLineChars, firstLine, hanging }: Indent): string =>
  tag("w:ind", {
    "w:left": left,
    "w:right": right,
    "w:hanging": hanging,
    "w:firstLineChars": firstLineChars,
    "w:firstLine": firstLine,
  });

export interface RunLook {
  font?: TextRole;
  color?: string;
  /** twips between characters */
  spacing?: number;
  /** points */
  size?: number;
  /** background, RRGGBB */
  shade?: string;
  /** everything that a style set elsewhere could turn on */
  plain?: boolean;
}

export function runProperties(look: RunLook): string {
  const content =
    (look.font === undefined ? "" : fonts(look.font)) +
    (look.plain
      ? '<w:b w:val="false"/><w:bCs w:val="false"/><w:i w:val="false"/><w:iCs w:val="false"/><w:snapToGrid w:val="false"/>'
      : "") +
    (look.color === undefined ? "" : `<w:color w:val="${look.color}"/>`) +
    (look.spacing === undefined ? "" : `<w:spacing w:val="${look.spacing}"/>`) +
    (look.size === undefined ? "" : `<w:sz w:val="${2 * look.size}"/><w:szCs w:val="${2 * look.size}"/>`) +
    (look.shade === undefined ? "" : `<w:shd w:val="clear" w:color="auto" w:fill="${look.shade}"/>`);
  return content === "" ? "" : `<w:rPr>${content}</w:rPr>`;
}

/** One name for all scripts, so that digits and quotation marks come from the same font as the text. */
function fonts(role: TextRole): string {
  const name = WORD_FONTS[role];
  return tag("w:rFonts", {
    "w:hint": "eastAsia",
    "w:ascii": name,
    "w:hAnsi": name,
    "w:eastAsia": name,
    "w:cs": name,
  });
}

import { paragraphProperties, runProperties } from "#report/docx/properties.ts";
import { letters, STYLE, STYLES, type Style } from "#report/docx/styles.ts";
import { root, tag } from "#report/ooxml/xml.ts";
import { SIZE } from "#report/page.ts";

const DEFAULT_RUN = letters("fangsong", SIZE.body);

/** One style as XML; `rename` gives it and the styles that it rests on another id and another name. */
export function styleXml(style: Style, rename: Rename = keepName): string {
  const { id, name } = rename(style);
  const reference = (other: string | undefined, tagName: string): string => {
    const found = STYLES.find((each) => each.id === other);
    return found ? tag(tagName, { "w:val": rename(found).id }) : "";
  };
  const isDefault = id === STYLE.normal ? "1" : undefined;
  return tag(
    "w:style",
    {
      "w:type": "paragraph",
      "w:default": isDefault,
      "w:customStyle": KNOWN.has(name) ? undefined : "1",
      "w:styleId": id,
    },
    tag("w:name", { "w:val": name }) +
      reference(style.basedOn, "w:basedOn") +
      reference(style.next, "w:next") +
      (CONTENTS_NAME.test(name) ? '<w:uiPriority w:val="39"/>' : "") +
      (style.listed ? "<w:qFormat/>" : "") +
      paragraphProperties(style.paragraph ?? {}) +
      runProperties(style.run ?? {}),
  );
}

export type Rename = (style: Style) => Pick<Style, "id" | "name">;
const keepName: Rename = (style) => style;
const CONTENTS_NAME = /^toc \d$/;
const KNOWN = new Set(STYLES.map((style) => style.name).filter((name) => /^[\x20-\x7e]+$/.test(name)));

const DEFAULTS = tag(
  "w:docDefaults",
  {},
  tag(
    "w:rPrDefault",
    {},
    runProperties(DEFAULT_RUN).replace("</w:rPr>", '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'),
  ) + tag("w:pPrDefault", {}, paragraphProperties({ lineRules: true })),
);

const noteReference = (kind: "footnote" | "endnote", id: string): string =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${kind} reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`;

/** What every program takes for granted: tables without margins of their own, no list, raised signs of notes. */
const GIVEN =
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>' +
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
  '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>' +
  noteReference("footnote", "FootnoteReference") +
  noteReference("endnote", "EndnoteReference");

/** word/styles.xml */
export const stylesPart = (): string =>
  root("w:styles", ["w"], DEFAULTS + GIVEN + STYLES.map((style) => styleXml(style)).join(""));

import { WORD_FONTS } from "#report/fonts.ts";
import { DECLARATION, root, tag, xmlText } from "#report/ooxml/xml.ts";

/** A report without a date gets this one, so that the same report is the same file. */
const NO_DATE = "2000-01-01";

/** What a machine without the official fonts has in their place. */
const STAND_INS: Readonly<Record<string, string>> = {
  [WORD_FONTS.title]: "方正小标宋_GBK",
  [WORD_FONTS.hei]: "SimHei",
  [WORD_FONTS.kai]: "楷体",
  [WORD_FONTS.fangsong]: "仿宋",
  [WORD_FONTS.song]: "SimSun",
};

/** word/fontTable.xml */
export const fontTablePart = (): string =>
  root(
    "w:fonts",
    ["w"],
    Object.values(WORD_FONTS)
      .map((name) =>
        tag(
          "w:font",
          { "w:name": name },
          tag("w:altName", { "w:val": STAND_INS[name] }) +
            '<w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="default"/>',
        ),
      )
      .join(""),
  );

/** docProps/core.xml: the document's own date in place of the clock's. */
export function corePropertiesPart(title: string, author: string, date: string | undefined): string {
  const instant = `${date ?? NO_DATE}T00:00:00Z`;
  const dated = (name: string): string => tag(`dcterms:${name}`, { "xsi:type": "dcterms:W3CDTF" }, instant);
  return (
    DECLARATION +
    tag(
      "cp:coreProperties",
      {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      },
      `${tag("dc:title", {}, xmlText(title))}${tag("dc:creator", {}, xmlText(author))}<dc:language>zh-CN</dc:language>${tag("cp:lastModifiedBy", {}, xmlText(author))}<cp:revision>1</cp:revision>${dated("created")}${dated("modified")}`,
    )
  );
}

import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";

/** Years before 1980 cannot be said in a ZIP directory. Local time, as the format has it. */
const ZIP_TIME = new Date(2000, 0, 1);
/** A report without a date gets this one, so that the same report is the same file. */
const NO_DATE = "2000-01-01";

/** The parts that a reader looks for first; the others follow by name. */
const FIRST = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];

/**
 * Sets in the packed file what the library has no option for: the rules of Chinese line breaking, no document grid,
 * and the document's own date in place of the clock's.
 */
export function finishPackage(packed: Uint8Array, date: string | undefined): Uint8Array {
  const parts = unzipSync(packed);
  const patch = (name: string, change: (xml: string) => string): void => {
    const part = parts[name];
    if (!part) throw new Error(`no ${name} in the packed document`);
    parts[name] = strToU8(change(strFromU8(part)));
  };
  patch("word/styles.xml", patchStyles);
  patch("word/settings.xml", patchSettings);
  patch("word/document.xml", (xml) => replaceOnce(xml, /<w:docGrid [^>]*\/>/, ""));
  patch("docProps/core.xml", (xml) => patchDates(xml, `${date ?? NO_DATE}T00:00:00Z`));
  const rest = Object.keys(parts)
    .filter((name) => !FIRST.includes(name))
    .sort();
  const ordered: Zippable = {};
  for (const name of [...FIRST, ...rest]) {
    const part = parts[name];
    if (part) ordered[name] = [part, { mtime: ZIP_TIME, level: 6 }];
  }
  return zipSync(ordered);
}

/** 22 lines on every page; forbidden line starts and ends, hanging punctuation, no extra space at digits. */
const LINE_RULES =
  '<w:widowControl w:val="false"/><w:kinsoku w:val="true"/><w:overflowPunct w:val="true"/><w:autoSpaceDE w:val="false"/><w:autoSpaceDN w:val="false"/><w:snapToGrid w:val="false"/>';

const patchStyles = (xml: string): string =>
  replaceOnce(xml, "<w:pPrDefault/>", `<w:pPrDefault><w:pPr>${LINE_RULES}</w:pPr></w:pPrDefault>`);

const patchSettings = (xml: string): string =>
  replaceOnce(xml, "<w:compat>", '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>');

const patchDates = (xml: string, instant: string): string =>
  ["created", "modified"].reduce(
    (patched, name) => replaceOnce(patched, new RegExp(`(<dcterms:${name} [^>]*>)[^<]*`), `$1${instant}`),
    xml,
  );

/** A pattern that is not there means another version of the library: better no file than one that breaks its lines wrongly. */
function replaceOnce(xml: string, pattern: string | RegExp, replacement: string): string {
  const patched = xml.replace(pattern, replacement);
  if (patched === xml) throw new Error(`nothing to patch: ${pattern}`);
  return patched;
}

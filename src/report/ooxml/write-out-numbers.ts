import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { withLabels } from "#core/importer/word-labels.ts";
import { readNumbering } from "#core/importer/word-numbering.ts";

const DOCUMENT = "word/document.xml";
const NUMBERING = "word/numbering.xml";
const STYLES = "word/styles.xml";
/** what is larger unpacked is no report; it is read as it is, without its numbers */
const LARGEST_PART = 40_000_000;

/**
 * A Word file whose automatic numbers (一、 （一） 1.) have become text: readers of Word files pass over them. A file
 * without lists, and one that is no Word file, comes back as it was.
 */
export function writeOutNumbers(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = partsOf(bytes);
  const [document, numbering] = [parts?.[DOCUMENT], parts?.[NUMBERING]];
  if (!parts || !document || !numbering) return bytes;
  const styles = parts[STYLES];
  const xml = withLabels(strFromU8(document), readNumbering(strFromU8(numbering), styles ? strFromU8(styles) : ""));
  // without its lists nothing counts a second time
  const empty = strToU8('<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>');
  return zipSync({ ...whole(bytes), [DOCUMENT]: strToU8(xml), [NUMBERING]: empty }, { level: 0 });
}

const WANTED = new Set([DOCUMENT, NUMBERING, STYLES]);

function partsOf(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(bytes, { filter: ({ name, originalSize }) => WANTED.has(name) && originalSize <= LARGEST_PART });
  } catch (error) {
    // whoever reads the file next says what is wrong with it
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/** Pictures are not asked for: they stay behind. */
const whole = (bytes: Uint8Array): Record<string, Uint8Array> =>
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => originalSize <= LARGEST_PART && !name.startsWith("word/media/"),
  });

/** Legal in no XML file, or without a glyph anywhere: control characters, lone surrogates, the two non-characters. */
const ILLEGAL = /[^\P{Cc}\n]|\p{Cs}|[\ufffe\uffff]/gu;

/** Invisible marks that pasted text brings along: joiners, direction overrides, byte order mark, variation selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;

/** Any of what is changed below; most texts have none of it. */
const UNCLEAN = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\u2028\u2029\ufffe\uffff]/u;

/** What every writer does to text first, so that all files say the same: line breaks become \n, tabs a space. */
export const cleanText = (text: string): string => (UNCLEAN.test(text) ? cleaned(text) : text);

const cleaned = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(ILLEGAL, "\ufffd")
    .replace(INVISIBLE, "");

export const cleanLines = (text: string): string[] => cleanText(text).split("\n");

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

const spans = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));

const isBlank = (text: string): boolean => text.trim() === "";

/** Lines that are not blank. */
export const paragraphsOf = (text: string): Span[] => spans(text, /[^\n]+/g).filter((line) => !isBlank(line.text));

/** From one full stop to the next; a line break ends a sentence as well. */
export const sentencesOf = (text: string): Span[] =>
  spans(text, /[^。！？；;\n]+[。！？；;]?/g).filter((sentence) => !isBlank(sentence.text.replace(/[。！？；;]$/, "")));

export const around = (all: readonly Span[], at: number): Span | undefined =>
  all.find(({ start, end }) => start <= at && at < end);

/** What makes two texts the same words: blanks and the width of characters do not. */
export const plainWords = (text: string): string => text.normalize("NFKC").replace(/\s+/g, "");

import { diffText } from "#core/answer/merge-text.ts";
import { around, plainWords, type Span, sentencesOf } from "#core/reuse/sentences.ts";
import { similarity } from "#core/reuse/similarity.ts";

/** Below this a sentence was written anew. */
const SAME_SENTENCE = 0.5;

/**
 * What of a text stands there as it did in an earlier one, sentence by sentence and wherever it has been moved to: a
 * year that was changed in an otherwise old sentence is new, the rest of that sentence is not.
 */
export function unchangedIn(text: string, was: string): (span: Pick<Span, "start" | "end">) => boolean {
  const old = sentencesOf(was);
  const words = new Map(old.map((each) => [plainWords(each.text), each]));
  const sentences = sentencesOf(text);
  const kept = new Map<Span, readonly Span[]>();
  const keptIn = (sentence: Span): readonly Span[] => {
    const known = kept.get(sentence);
    if (known) return known;
    const fresh = words.has(plainWords(sentence.text)) ? [sentence] : keptSpans(sentence, old);
    kept.set(sentence, fresh);
    return fresh;
  };
  return ({ start, end }) => {
    const sentence = around(sentences, start);
    return sentence !== undefined && keptIn(sentence).some((each) => each.start <= start && end <= each.end);
  };
}

function keptSpans(sentence: Span, old: readonly Span[]): Span[] {
  const [closest] = old
    .map((each) => ({ text: each.text, score: similarity(each.text, sentence.text) }))
    .sort((a, b) => b.score - a.score);
  if (!closest || closest.score < SAME_SENTENCE) return [];
  let at = sentence.start;
  return diffText(closest.text, sentence.text).flatMap(({ from, to }): Span[] => {
    const span = { start: at, end: at + to.length, text: to };
    at = span.end;
    return from === to ? [span] : [];
  });
}

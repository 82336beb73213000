import type { Phrase } from "#core/api/phrase.ts";
import type { VerdictKind } from "#core/review/verdict.ts";

export interface PhraseWish {
  verdict: VerdictKind;
  itemKey: string;
  typed: string;
}

/** Phrases for this verdict and item, the most particular first; those for any come last. */
export function fittingPhrases(phrases: readonly Phrase[], { verdict, itemKey, typed }: PhraseWish): Phrase[] {
  const worth = (phrase: Phrase): number => (phrase.itemKey === null ? 0 : 2) + (phrase.verdict === null ? 0 : 1);
  return phrases
    .filter(
      (phrase) =>
        (phrase.verdict === null || phrase.verdict === verdict) &&
        (phrase.itemKey === null || phrase.itemKey === itemKey) &&
        phrase.text.includes(typed),
    )
    .sort((a, b) => worth(b) - worth(a) || Number(b.own) - Number(a.own));
}

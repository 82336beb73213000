import type { Claim } from "#core/numbers/claim.ts";
import { claimAt, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { placeOf } from "#core/numbers/relation.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";

const TITLE = /《([^《》]{2,80})》/g;
const ISSUED = /(?:印发|出台|制定|下发|修订|发布|完善|建立)了?[^。;]{0,40}$/;
const SHORTEST = 8;

/** 《甲》《乙》《丙》等7个文件: not more are named than are counted. */
export function titledLists(sentence: Sentence): Claim[] {
  const { passage, figures } = sentence;
  const titles = [...sentence.text.matchAll(TITLE)].map((match) => ({
    start: sentence.start + match.index,
    end: sentence.start + match.index + match[0].length,
  }));
  return figures.flatMap((figure): Claim[] => {
    const last = titles.filter(({ end }) => end <= figure.start).at(-1);
    if (!last || !/^(?:等|共|等共|等一系列|等系列)$/.test(passage.text.slice(last.end, figure.start))) return [];
    if (!/^[个项份件部]$/.test(figure.unit)) return [];
    const run = [last];
    for (const title of titles.slice(0, titles.indexOf(last)).reverse()) {
      const next = run[0];
      if (
        !next ||
        !/^(?:[、,和及与]|以及)?(?:[(][^()]{0,30}[)][、,]?)?$/.test(passage.text.slice(title.end, next.start))
      )
        break;
      run.unshift(title);
    }
    const order = compareDecimals(String(run.length), figure.value);
    const exact = !passage.text.slice(last.end, figure.start).includes("等");
    const wrong = order > 0 || (exact && order < 0);
    return [
      claimAt(passage, run[0]?.start ?? last.start, figure.end, {
        kind: "listing",
        recomputed: `列出${run.length}个${wrong ? (order > 0 ? ">" : "<") : "≤"}${figure.value}${figure.unit}`,
        verdict: wrong ? "inconsistent" : "consistent",
        ...(wrong ? { note: "列出的文件数与所写个数不符，请核对" } : {}),
      }),
    ];
  });
}

/** The same document as an achievement of two items. */
export function repeatedTitles(passages: readonly Passage[]): Claim[] {
  const firsts = new Map<string, Passage>();
  return passages.flatMap((passage): Claim[] =>
    [...passage.text.matchAll(TITLE)].flatMap((match): Claim[] => {
      const title = match[1] ?? "";
      if (title.length < SHORTEST || !ISSUED.test(passage.text.slice(Math.max(0, match.index - 44), match.index)))
        return [];
      const first = firsts.get(title);
      if (!first) {
        firsts.set(title, passage);
        return [];
      }
      if (first === passage || first.item === passage.item) return [];
      return [
        claimAt(passage, match.index, match.index + match[0].length, {
          kind: "repeat",
          recomputed: `${placeOf(first)}与${placeOf(passage)}引用同一文件`,
          verdict: "consistent",
          note: "同一文件在两处作为成果，注意重复",
        }),
      ];
    }),
  );
}

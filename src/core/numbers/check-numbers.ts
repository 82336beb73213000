import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { admissionClaims } from "#core/numbers/admission.ts";
import { membersClaims, removalClaims, wholeClaims } from "#core/numbers/all-of.ts";
import { changeClaims } from "#core/numbers/change.ts";
import type { Claim } from "#core/numbers/claim.ts";
import { type DataFigure, dataClaims } from "#core/numbers/data-claims.ts";
import { dayMonthClaims, dayRanges } from "#core/numbers/duration.ts";
import { entityClaims } from "#core/numbers/entity.ts";
import { valuesIn } from "#core/numbers/indicator-value.ts";
import { repeatedTitles, titledLists } from "#core/numbers/listing.ts";
import { bySentence, mentionsIn, namesOf } from "#core/numbers/mention.ts";
import { noDecreaseClaims } from "#core/numbers/no-decrease.ts";
import { type Figure, type Paragraph, passageOf, type Sentence } from "#core/numbers/passage.ts";
import { quotientClaims } from "#core/numbers/quotient.ts";
import { impliedPupils, perHundredClaims, relationClaims, repeatedValues } from "#core/numbers/relation.ts";
import { standardClaim } from "#core/numbers/standard.ts";
import {
  likeThings,
  meetingCounts,
  parallelPairs,
  postsAndRecruits,
  steps,
  unlikePeriods,
  yearsTogether,
} from "#core/numbers/tally.ts";
import { totalClaims } from "#core/numbers/total.ts";

export interface NumbersInput {
  paragraphs: readonly Paragraph[];
  /** the report year, by which standards are chosen */
  year: number;
  indicators: IndicatorTable;
  /** the data fields of the submission, where there is one */
  data?: readonly DataFigure[];
}

type Chapter = "facts" | "problems" | "plans";
const CHAPTER = /^\s*[一二三四五六七八九十]{1,3}、[^。]{0,40}$/;

/** 存在的主要问题, 下一步打算 … until the next heading of the first level. */
function chaptersOf(paragraphs: readonly Paragraph[]): Chapter[] {
  let chapter: Chapter = "facts";
  return paragraphs.map(({ text }) => {
    if (CHAPTER.test(text))
      chapter = /问题|困难|不足|短板|差距/.test(text)
        ? "problems"
        : /打算|下一步|计划|工作安排|建议|今后|措施/.test(text)
          ? "plans"
          : "facts";
    return chapter;
  });
}

/** Every claim that the figures of a report make, with the recomputation and the verdict, in order of place. */
export function checkNumbers({ paragraphs, year, indicators, data = [] }: NumbersInput): Claim[] {
  const passages = paragraphs.map(passageOf);
  const chapters = chaptersOf(paragraphs);
  const facts = passages.filter((_, index) => chapters[index] !== "plans");
  const problems = passages.filter((_, index) => chapters[index] === "problems");
  const names = namesOf(indicators);
  const claims: Claim[] = [];
  const values = facts.flatMap((passage) => {
    const mentions = bySentence(passage, mentionsIn(passage, names));
    claims.push(...noDecreaseClaims(passage, mentions));
    return passage.sentences.flatMap((sentence) => valuesIn(sentence, mentions.get(sentence) ?? [], year));
  });
  for (const passage of passages) {
    const totals = totalClaims(passage);
    claims.push(...totals.claims, ...unlikePeriods(passage));
    for (const sentence of passage.sentences) claims.push(...sentenceClaims(sentence, totals.used));
  }
  for (const value of values) {
    const claim = standardClaim(value, year);
    if (claim) claims.push(claim);
  }
  claims.push(
    ...relationClaims(values),
    ...repeatedValues(values),
    ...impliedPupils(values, facts),
    ...perHundredClaims(facts, indicators, year),
    ...admissionClaims(values, problems, year),
    ...removalClaims(
      facts.filter((passage) => !problems.includes(passage)),
      facts,
    ),
    ...entityClaims(facts),
    ...repeatedTitles(facts),
    ...dataClaims(facts, data),
  );
  return inOrder(claims);
}

const sentenceClaims = (sentence: Sentence, used: ReadonlySet<Figure>): Claim[] => [
  ...changeClaims(sentence),
  ...quotientClaims(sentence),
  ...membersClaims(sentence),
  ...wholeClaims(sentence),
  ...likeThings(sentence, used),
  ...meetingCounts(sentence),
  ...yearsTogether(sentence, used),
  ...parallelPairs(sentence),
  ...steps(sentence),
  ...postsAndRecruits(sentence),
  ...dayRanges(sentence),
  ...dayMonthClaims(sentence),
  ...titledLists(sentence),
];

const inOrder = (claims: Claim[]): Claim[] =>
  claims.sort((a, b) => a.paragraph - b.paragraph || a.start - b.start || a.end - b.end);

import { thresholdsInYear } from "#core/indicator/indicator.ts";
import type { Claim } from "#core/numbers/claim.ts";
import type { IndicatorValue } from "#core/numbers/indicator-value.ts";
import { claimAt, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { placeOf } from "#core/numbers/relation.ts";
import { isWrongWay } from "#core/numbers/standard.ts";
import { boundSatisfies } from "#core/quantity/satisfies.ts";

const WEAK = /差距|短板|薄弱|不足|不够|偏低|较低|滞后|未达|尚未|欠账|有待/;
/** shared words of this length name a subject; these are too general to */
const SHARED = 4;
const GENERAL =
  /义务教育|学前教育|普通高中|职业教育|幼儿园|督导评估|办法|人民政府|发展|教育部|学校|学生|教育|创建|全国|工作|小学|初中/g;

/** more of them than any report has */
const MOST = 200;

/** What the chapter of problems says about a figure of the first chapter. */
export function admissionClaims(
  values: readonly IndicatorValue[],
  problems: readonly Passage[],
  year: number,
): Claim[] {
  const told = problems.flatMap(({ sentences }) => sentences.filter(({ text }) => WEAK.test(text))).slice(0, MOST);
  if (told.length === 0) return [];
  const seen = new Set<string>();
  return values.flatMap((value): Claim[] => {
    const { indicator, figure, passage, mention, aside } = value;
    if (aside || problems.includes(passage)) return [];
    const place = (sentence: Sentence, body: Pick<Claim, "recomputed" | "verdict" | "note">): Claim[] => {
      const key = `${passage.index}:${body.verdict}:${sentence.passage.index}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [claimAt(passage, mention.start, figure.end, { kind: "repeat", indicator: indicator.key, ...body })];
    };
    if (isWrongWay(value, year)) {
      const basis = indicator.thresholds.map(({ source }) => source).join("");
      const sentence = told.find(({ text }) => sharesSubject(text, basis, passage.text));
      return sentence
        ? place(sentence, {
            recomputed: `正文作成绩写，${placeOf(sentence.passage)}写有差距`,
            verdict: "inconsistent",
            note: `按字面未达标却列为成绩，又与${placeOf(sentence.passage)}所述差距不能并存，请核实后统一`,
          })
        : [];
    }
    const missed = thresholdsInYear(indicator, year).some(
      ({ operator, value: limit }) => boundSatisfies(figure.value, figure.bound, operator, limit) === "no",
    );
    const names = [indicator.name, ...indicator.aliases];
    const sentence = missed ? told.find(({ text }) => names.some((name) => text.includes(name))) : undefined;
    return sentence
      ? place(sentence, {
          recomputed: `${figure.value}${figure.unit}，${placeOf(sentence.passage)}也列为短板`,
          verdict: "consistent",
          note: "成绩部分的数与问题部分的说法一致",
        })
      : [];
  });
}

/** A run of characters that the problem, the standard and the paragraph all have, beyond general words. */
function sharesSubject(problem: string, standard: string, paragraph: string): boolean {
  const words = standard.replace(GENERAL, "\n").split(/[^\p{Script=Han}]+/u);
  return words.some((word) => {
    for (let at = 0; at + SHARED <= word.length; at += 1) {
      const part = word.slice(at, at + SHARED);
      if (problem.includes(part) && paragraph.includes(part)) return true;
    }
    return false;
  });
}

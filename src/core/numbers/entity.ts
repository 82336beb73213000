import type { Claim } from "#core/numbers/claim.ts";
import { claimAt, type Figure, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { placeOf } from "#core/numbers/relation.ts";
import { comparableUnits, countsPeople, countsPlaces } from "#core/quantity/measure.ts";

/** Words that say one thing: what was turned from private into public. */
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/民转公|民办转公办|转为公办|转公办|转设为公办/, "转为公办的学校"],
];
const FLOW =
  /新增|新建|建成|新配|招聘|招录|引进|培训|表彰|评选|投入|选派|改扩建|扩建|改建|创建|获|评为|命名|查处|压减|关停|资助|惠及|调研|考察|走访|慰问|修缮|维修|覆盖|安排|受理|补充|交流|派|达标|落实|入选|认定|奖励|检查|整改|完成/;
const SCOPE =
  /^(?:全区|全县|全市|我区|我县|本区|本县|全旗|现|共|有|已|经|建|拥|配|备|审批|的|设|各|建成|达|到|为|约|近|了|在|所|目前|截至|地|是|等)+/;
const CUT = /[的了]|已|均|全部|实现|正常|都|将|并/;
const SHORTEST = 4;
const LONGEST = 16;

interface Counted {
  figure: Figure;
  sentence: Sentence;
  passage: Passage;
  noun: string;
  synonym: string | undefined;
  stock: boolean;
}

/** One thing counted in several places: 54家 and 54个 agree, 7所转为公办 and 6所民转公学校 do not. */
export function entityClaims(passages: readonly Passage[]): Claim[] {
  const counted = passages.flatMap((passage) => passage.sentences.flatMap(countedIn));
  const claims: Claim[] = [];
  const byTail = new Map<string, Counted[]>();
  for (const each of counted) {
    const key = each.synonym ?? each.noun.slice(-2);
    const earlier = byTail.get(key) ?? [];
    const verdict = earlier.map((other) => comparison(each, other)).find((found) => found !== undefined);
    if (verdict) claims.push(verdict);
    if (earlier.length < 40) byTail.set(key, [...earlier, each]);
  }
  return claims;
}

function countedIn(sentence: Sentence): Counted[] {
  const { passage } = sentence;
  return sentence.figures.flatMap((figure): Counted[] => {
    if (figure.spelled || figure.bound !== "=" || !(countsPlaces(figure.unit) || countsPeople(figure.unit))) return [];
    const around = `${figure.head}${figure.value}${figure.tail}`;
    const near = passage.text.slice(
      Math.max(sentence.start, figure.start - 16),
      Math.min(sentence.end, figure.end + 16),
    );
    const synonym = countsPlaces(figure.unit) ? SYNONYMS.find(([pattern]) => pattern.test(around))?.[1] : undefined;
    const noun = nounOf(figure);
    if (synonym === undefined && noun.length < SHORTEST) return [];
    return [{ figure, sentence, passage, noun, synonym, stock: !FLOW.test(near) }];
  });
}

/** 审批的校外培训机构54个 → 校外培训机构; 54家校外培训机构 → 校外培训机构 */
function nounOf({ head, tail }: Figure): string {
  const after = (tail.split(CUT)[0] ?? "").slice(0, LONGEST);
  if (
    /^\p{Script=Han}{3}/u.test(after) &&
    /(?:机构|学校|小学|中学|幼儿园|园|教师|学生|督学|单位|基地|企业|员|点)$/u.test(after)
  )
    return after;
  const words = head.split(/[的了有]/).at(-1) ?? "";
  return words.replace(SCOPE, "").slice(-LONGEST);
}

function comparison(each: Counted, other: Counted): Claim | undefined {
  const { figure, passage, sentence } = each;
  if (!comparableUnits(figure.unit, other.figure.unit) || (other.sentence === sentence && !each.synonym))
    return undefined;
  const same = figure.value === other.figure.value;
  const alike = each.noun === other.noun || (same && (within(each.noun, other.noun) || within(other.noun, each.noun)));
  const bySynonym = each.synonym !== undefined && each.synonym === other.synonym;
  if (!alike && !bySynonym) return undefined;
  if (!same && !bySynonym && !(each.stock && other.stock)) return undefined;
  if (!same && (figure.year !== other.figure.year || figure.partial !== other.figure.partial) && !bySynonym)
    return undefined;
  if (!same && bySynonym && passage !== other.passage && figure.year !== other.figure.year) return undefined;
  const [here, there] = [`${figure.value}${figure.unit}`, `${other.figure.value}${other.figure.unit}`];
  const back = sentence.start < figure.start - 4 ? figure.start - figure.head.length : figure.start;
  return claimAt(passage, back, Math.min(figure.end + figure.tail.length, figure.end + LONGEST), {
    kind: "repeat",
    recomputed: `${there}${same ? "=" : "≠"}${here}`,
    verdict: same ? "consistent" : "inconsistent",
    note: `${placeOf(other.passage)}写“${quoteOf(other)}”${same ? "" : "，两处不一致，请核对或说明差额"}`,
  });
}

const quoteOf = ({ figure, passage }: Counted): string =>
  passage.text.slice(
    figure.start - figure.head.length,
    Math.min(figure.end + figure.tail.length, figure.end + LONGEST),
  );

/** Every character of the one in the other, in order, and the same ending. */
function within(short: string, long: string): boolean {
  if (short.slice(-2) !== long.slice(-2)) return false;
  let at = 0;
  for (const character of long) if (character === short.charAt(at)) at += 1;
  return at === short.length;
}

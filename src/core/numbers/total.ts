import type { Claim, Verdict } from "#core/numbers/claim.ts";
import { divisionOf } from "#core/numbers/classes.ts";
import { amountOf, inUnit, isHedged, judge, ROUNDING_NOTE, shown } from "#core/numbers/judge.ts";
import { claimAt, type Figure, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { addSpans } from "#core/quantity/interval.ts";
import { comparableUnits, isMoney } from "#core/quantity/measure.ts";

/** 共29名, 合计3亿元, 三项共计120所: a total of what stands right before it. */
const TOTAL =
  /^(?:以上|上述)?(?:[二两三四五六七八]?[项者类级校年种]?(?:学校|资金|经费|人员|指标|部分)?)?(?:总共|一共|共计|合计|总计|小计|共)(?:为|达到?|有|是|投入|资金|安排|落实|约)*$/;
/** a total of something wider than what was listed */
const WIDER = /以来|累计|历年|至今|全区|全县|全市|目前|现有|截至|期间/;
const TOTAL_INSIDE = /共|总|合计|累计/;
const OPENS_PARTS = /(?:其中|包括|包含|分别为|分别是|分为|即|含):?[^,;:。、]{0,20}$/;
const PART_WORD = /其中|包括|包含|(?<!不)含/;
/** candidates for a total before 其中: 40所46个监测点，其中小学29所、初中17所 */
const BACK = 3;
const MOST_PARTS = 30;

export interface Totals {
  claims: Claim[];
  /** figures that already belong to a sum */
  used: ReadonlySet<Figure>;
}

export function totalClaims(passage: Passage): Totals {
  const claims: Claim[] = [];
  const used = new Set<Figure>();
  const placed = new Set<Figure>();
  const add = (claim: Claim | undefined, { total, parts }: Parts): void => {
    if (!claim) return;
    claims.push(claim);
    used.add(total);
    for (const part of parts) {
      used.add(part);
      placed.add(part);
    }
  };
  let before: Figure[] = [];
  for (const sentence of passage.sentences) {
    const figures = statesOf(sentence);
    for (const list of [inParentheses, afterWhich, beforeTotal, afterTotal])
      for (const found of list(sentence, figures, before))
        if (!found.parts.every((part) => placed.has(part))) add(claimOf(sentence, found), found);
    before = figures;
  }
  return { claims, used };
}

/** Figures that say how much there is: no change, rate, base, and nothing in characters. */
const statesOf = (sentence: Sentence): Figure[] =>
  sentence.figures.filter((figure) => {
    if (figure.spelled || figure.unit === "百分点" || isStandard(figure)) return false;
    const { kind } = roleOf(figure, sentence);
    return kind === "now" || kind === "to";
  });

/** 每生每年500元, 1635元/生·年: so much for each, no part of a total */
const isStandard = ({ head, unit }: Figure): boolean =>
  unit.includes("/") || /每(?:百名|生|人|所|班|校|名|个|家|园|亩|年)[^,]{0,12}$|[生人校班]均/.test(head);

interface Parts {
  total: Figure;
  parts: Figure[];
  /** other figures that may be the total */
  candidates?: Figure[];
  /** partition: the parts are the whole · some: they may be · excluded: the total is without it */
  kind: "partition" | "some" | "excluded";
}

/** 29所（独立小学23所、教学点3所……）, 67416人（含随迁子女13765人）, 特色学校（含幼儿园8所）共41所 */
function inParentheses({ passage }: Sentence, figures: readonly Figure[]): Parts[] {
  const groups = new Map<number, Figure[]>();
  for (const figure of figures)
    if (figure.depth > 0) groups.set(figure.group, [...(groups.get(figure.group) ?? []), figure]);
  return [...groups.values()].flatMap((inside): Parts[] => {
    const [first] = inside;
    if (!first) return [];
    const opening = passage.text.lastIndexOf("(", first.start);
    const outside = figures.filter(({ depth }) => depth === first.depth - 1);
    const before = outside.filter(({ end }) => end <= opening).at(-1);
    const after = outside.find(({ start }) => start > first.end);
    const words = passage.text.slice(opening + 1, first.start);
    const near =
      before !== undefined && opening - before.end <= 12 && !/[,;。]/.test(passage.text.slice(before.end, opening));
    const total = near ? before : after !== undefined && TOTAL.test(after.head) ? after : undefined;
    if (!total) return [];
    const parts = inside.filter((part) => sameThing(part, total)).slice(0, MOST_PARTS);
    if (parts.length === 0) return [];
    if (/^(?:不含|不包括|不包含|未含|另有|另|除)/.test(words))
      return [{ total, parts: parts.slice(0, 1), kind: "excluded" }];
    if (PART_WORD.test(words)) return [{ total, parts, kind: "some" }];
    return parts.length > 1 ? [{ total, parts, kind: "partition" }] : [];
  });
}

const sameThing = (part: Figure, total: Figure): boolean =>
  comparableUnits(part.unit, total.unit) && (part.unit !== "%" || total.unit === "%");

/** …，其中A 29所、B 17所; the total may stand in the sentence before. */
function afterWhich(sentence: Sentence, figures: readonly Figure[], previous: readonly Figure[]): Parts[] {
  const { passage } = sentence;
  return figures.flatMap((first, place): Parts[] => {
    const lead = passage.text.slice(Math.max(sentence.start, first.start - 30), first.start);
    const opened = OPENS_PARTS.exec(lead);
    if (!opened || first.unit === "%") return [];
    const at = first.start - (lead.length - opened.index);
    if (figures.some(({ start, end }) => start >= at && end <= first.start)) return [];
    const earlier = figures.filter(
      ({ end, depth, block }) => end <= at && depth === first.depth && block === first.block,
    );
    const startsSentence = passage.text.slice(sentence.start, at).trim() === "";
    const pool = (earlier.length > 0 || !startsSentence ? earlier : previous.filter(({ depth }) => depth === 0)).filter(
      (each) => sameThing(first, each),
    );
    const candidates = pool.slice(-BACK).reverse();
    const [total] = candidates;
    if (!total) return [];
    const parts = runFrom(figures, place, first);
    const kind = /分别|分为|即/.test(opened[0]) ? "partition" : "some";
    return [{ total, parts, candidates, kind }];
  });
}

/** The figures that go on with a list: comparable, at the same depth, no clause without a figure in between. */
function runFrom(figures: readonly Figure[], place: number, first: Figure): Figure[] {
  const parts = [first];
  let clause = first.clause;
  for (const next of figures.slice(place + 1)) {
    if (next.depth !== first.depth) {
      if (next.depth > first.depth) clause = next.clause;
      continue;
    }
    if (next.clause > clause + 1 || parts.length >= MOST_PARTS || TOTAL.test(next.head)) break;
    if (OPENS_PARTS.test(next.head) && parts.length > 0 && /其中/.test(next.head)) break;
    clause = next.clause;
    if (next.unit === "%" && first.unit !== "%") continue;
    if (!sameThing(next, first)) break;
    parts.push(next);
  }
  return parts;
}

/** A 15名、B 9名、C 5名，共29名 */
function beforeTotal(sentence: Sentence, figures: readonly Figure[]): Parts[] {
  const { passage } = sentence;
  return figures.flatMap((total, place): Parts[] => {
    if (!TOTAL.test(total.head)) return [];
    const parts: Figure[] = [];
    let clause = total.clause;
    for (let index = place - 1; index >= 0 && parts.length < MOST_PARTS; index -= 1) {
      const part = figures[index];
      if (!part) break;
      if (part.depth > total.depth) {
        clause = part.clause;
        continue;
      }
      if (part.depth < total.depth || part.clause < clause - 1 || TOTAL.test(part.head)) break;
      clause = part.clause;
      if (part.unit === "%" && total.unit !== "%") continue;
      if (!sameThing(part, total)) break;
      parts.unshift(part);
    }
    const between = passage.text.slice(parts.at(-1)?.end ?? total.start, total.start);
    if (parts.length < 2 || WIDER.test(between)) return [];
    return [{ total, parts: shortest(parts, total), kind: "partition" }];
  });
}

/** Not everything that stands before a total belongs to it: the last ones that make it up, or else all. */
function shortest(parts: Figure[], total: Figure): Figure[] {
  for (let count = 2; count < parts.length; count += 1) {
    const last = parts.slice(-count);
    if (compareDecimals(sumOf(last), amountOf(total)) === 0) return last;
  }
  return parts;
}

const sumOf = (parts: readonly Figure[]): string => addDecimals(parts.map(amountOf));

/** 共有学校120所，小学60所、初中30所、幼儿园30所: without 其中 only where the parts exclude each other. */
function afterTotal({ passage }: Sentence, figures: readonly Figure[]): Parts[] {
  return figures.flatMap((total, place): Parts[] => {
    const first = figures[place + 1];
    if (!first || first.depth !== total.depth || !sameThing(first, total) || TOTAL.test(first.head)) return [];
    const parts = runFrom(figures, place + 1, first);
    if (parts.length < 2 || isHedged([total, ...parts]) || ![total, ...parts].every(isNamed)) return [];
    const between = passage.text.slice(total.end, first.start);
    const listed = between.includes(":");
    const totalled = TOTAL_INSIDE.test(total.head);
    if (compareDecimals(sumOf(parts), amountOf(total)) === 0) return [{ total, parts, kind: "partition" }];
    // 10所学校中，7所转公、2所停办、2所保留: what became of each of them
    const members = /中,?(?:已?有|已)?[^,;:。]{0,4}$/.test(
      between.slice(0, between.length - first.head.length) || between,
    );
    const over = compareDecimals(sumOf(parts), amountOf(total)) > 0;
    const told = parts.every(({ clause, head }) => clause === first.clause && !/\p{Script=Han}/u.test(head));
    if (members && told && over && !between.includes("其中")) return [{ total, parts, kind: "partition" }];
    // 136所中，128所已安装，其余8所: what is left makes it whole
    const remainder = parts.findIndex(({ head }) => /^(?:其余|剩余|余下|还剩)/.test(head));
    if (remainder > 0 && total.unit === first.unit)
      return [{ total, parts: parts.slice(0, remainder + 1), kind: "partition" }];
    const { exclusive } = divisionOf(parts.map(wordsAround), total.head);
    return exclusive && totalled ? [{ total, parts, kind: listed ? "partition" : "some" }] : [];
  });
}

/** Something is said to be counted. */
const isNamed = (figure: Figure): boolean => /\p{Script=Han}{2}/u.test(wordsAround(figure));

const wordsAround = ({ head, tail }: Figure): string => (/\p{Script=Han}/u.test(head) ? head : tail);

function claimOf(sentence: Sentence, found: Parts): Claim | undefined {
  const { passage } = sentence;
  const { parts, kind } = found;
  const candidates = found.candidates ?? [found.total];
  const sum = sumOf(parts);
  const total = candidates.find((each) => compareDecimals(amountOf(each), sum) === 0) ?? found.total;
  const all = [total, ...parts];
  const quoteFrom = Math.min(...all.map((each) => each.start - each.head.length));
  const make = (body: Pick<Claim, "kind" | "recomputed" | "verdict" | "note">): Claim =>
    claimAt(passage, quoteFrom, Math.max(...all.map(({ end }) => end)), body);
  const terms = parts.map((part) =>
    part.unit === total.unit || sameMeasure(part, total) ? part.value : inUnit(amountOf(part), total.unit),
  );
  const inTotal = shown(inUnit(sum, total.unit));
  const computed = { point: sum, span: addSpans(parts.map(({ span }) => span)), hedged: isHedged(parts) };

  if (kind === "excluded") {
    const [part] = parts;
    if (!part) return undefined;
    const joint = shown(inUnit(addDecimals([amountOf(total), amountOf(part)]), total.unit));
    return make({
      kind: "part",
      recomputed: `${total.value}+${terms[0]}=${joint}${total.unit}（含该项的口径）`,
      verdict: "consistent",
      note: "不含在内的部分另列，与其他数比较时注意口径",
    });
  }
  if (parts.length === 1) {
    const [part] = parts;
    return part && make(single(part, total, terms[0] ?? part.value));
  }
  const recomputed = `${terms.join("+")}=${inTotal}${total.unit}`;
  const verdict = judge(total, computed);
  if (verdict !== "inconsistent")
    return make({ kind: "sum", recomputed, verdict, ...(verdict === "rounding" ? { note: ROUNDING_NOTE } : {}) });
  const context = passage.text.slice(Math.max(sentence.start, total.start - 60), total.end);
  const over = compareDecimals(sum, amountOf(total)) > 0;
  const named = divisionOf(parts.map(wordsAround), context);
  const division = { ...named, exclusive: named.exclusive || spentOnce(parts) };
  const tooGreat = parts.find((part) => exceeds(part, total));
  // each stage may reach the same indicators: 7项指标，其中小学6项、初中5项
  const shared = /指标|标准|制度|措施|课程/.test(total.head + total.tail);
  const settled =
    (kind === "partition" && !shared) ||
    tooGreat !== undefined ||
    (!shared && (over ? division.exclusive : division.exhaustive));
  const gap = shown(inUnit(subtractDecimals(over ? sum : amountOf(total), over ? amountOf(total) : sum), total.unit));
  const differs = `各部分合计${inTotal}${total.unit}，${over ? "比" : "少于"}总数${total.value}${total.unit}${over ? "多" : "，差"}${gap}${total.unit}`;
  if (settled) return make({ kind: "sum", recomputed, verdict: "inconsistent", note: `${differs}，请核对` });
  const unsure = over || (division.exclusive && parts.length > 2);
  return make({
    kind: unsure ? "sum" : "part",
    recomputed,
    verdict: unsure ? "unverifiable" : "consistent",
    note:
      !over && unsure
        ? `${differs}，请核对是否漏列`
        : over
          ? `${differs}；各部分如有交叉须说明`
          : `各部分之和不超过总数，余${gap}${total.unit}未列`,
  });
}

/** A sum of money is spent once, unless one of the parts is a source that holds others. */
const spentOnce = (parts: readonly Figure[]): boolean =>
  parts.every(({ unit, head }) => isMoney(unit) && !/财政性|一般公共预算|预算内|累计|总/.test(head));

const sameMeasure = (a: Figure, b: Figure): boolean =>
  a.unit.charAt(0) === b.unit.charAt(0) || !/[万亿]/.test(a.unit + b.unit);

/** The part is greater than the whole even by its lower end. */
const exceeds = (part: Figure, total: Figure): boolean =>
  part.span.from !== undefined && total.span.to !== undefined && compareDecimals(part.span.from, total.span.to) > 0;

function single(part: Figure, total: Figure, value: string): Pick<Claim, "kind" | "recomputed" | "verdict" | "note"> {
  const more = exceeds(part, total);
  const greater = compareDecimals(amountOf(part), amountOf(total)) > 0;
  const possible: Verdict = isHedged([part, total]) ? "unverifiable" : "rounding";
  return {
    kind: "part",
    recomputed: `${value}${greater ? ">" : "≤"}${total.value}${total.unit}`,
    verdict: more ? "inconsistent" : greater ? possible : "consistent",
    ...(more
      ? { note: "部分大于总数，请核对" }
      : greater
        ? { note: "部分大于总数，只在显示精度内可能成立，请核对" }
        : {}),
  };
}

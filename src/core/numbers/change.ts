import type { Claim, Verdict } from "#core/numbers/claim.ts";
import { amountOf, type Computed, inUnit, isHedged, judge, ROUNDING_NOTE, shown } from "#core/numbers/judge.ts";
import { type ClaimBody, claimAt, type Figure, type Sentence } from "#core/numbers/passage.ts";
import { type Direction, type MovementRole, roleOf } from "#core/numbers/role.ts";
import { compareDecimals, divideDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { divideSpans, scaleSpan, subtractSpans } from "#core/quantity/interval.ts";
import { differenceUnit, sameDimension } from "#core/quantity/unit.ts";

interface Moved {
  figure: Figure;
  direction: Direction;
}

/** What has been said about one movement so far. */
interface Movement {
  now: Figure | undefined;
  base: Figure | undefined;
  delta: Moved | undefined;
  rate: Moved | undefined;
}

const WORDS: Record<Direction, string> = { up: "增长", down: "下降" };
const EMPTY: Movement = { now: undefined, base: undefined, delta: undefined, rate: undefined };

/** Increases, decreases and their rates, against a base that is stated or follows from the change. */
export function changeClaims(sentence: Sentence): Claim[] {
  const claims: Claim[] = [];
  let states: Figure[] = [];
  let current: Movement = EMPTY;
  let block = -1;
  const figures = sentence.figures.filter(({ spelled }) => !spelled);
  for (const figure of figures) {
    if (figure.block !== block) {
      states = [];
      current = EMPTY;
      block = figure.block;
    }
    const role = roleOf(figure, sentence);
    if (role.kind !== "delta" && role.kind !== "rate") {
      const pending = current.now === undefined ? current.delta : undefined;
      current = placed(role.kind, figure, current, states);
      if (pending && current.delta === pending && current.now && current.base)
        claims.push(difference(sentence, current.now, current.base, pending));
      if (role.kind !== "base") states.push(figure);
      if (role.kind === "to") claims.push(...reached(sentence, current));
      continue;
    }
    const moved: Moved = { figure, direction: role.direction };
    if (role.yearly || role.spread) {
      claims.push(open(sentence, moved, role.yearly ? "年均变化须有起止两年的数才能核对" : "缺各项上年数，无法核算"));
      continue;
    }
    current = withMoved(role.kind, moved, current, states);
    claims.push(...likeliest(sentence, current, role, states));
  }
  return withoutEchoes(claims);
}

/** A change without a base is no news where what was computed with it later says the same. */
const withoutEchoes = (claims: readonly Claim[]): Claim[] =>
  claims.filter(
    (claim) =>
      claim.verdict !== "unverifiable" ||
      claim.kind !== "change" ||
      !claims.some(
        ({ kind, verdict, recomputed, start, end }) =>
          (kind === "growth" || verdict !== "unverifiable") &&
          recomputed !== "" &&
          start <= claim.end &&
          end >= claim.end,
      ),
  );

/** A state closes the movement before it, unless that one still lacks its present figure: 比上年增加1.84亿元，达37.95亿元. */
function placed(kind: "now" | "base" | "to", figure: Figure, current: Movement, states: readonly Figure[]): Movement {
  if (kind === "base") {
    const now = current.now && sameDimension(current.now.unit, figure.unit) ? current.now : lastLike(states, figure);
    return { now, base: figure, delta: undefined, rate: undefined };
  }
  if (kind === "to" && current.base && sameDimension(current.base.unit, figure.unit))
    return { ...current, now: figure };
  if (
    current.delta &&
    !current.now &&
    /(?:达到?了?|为|至)$/.test(figure.head) &&
    sameDimension(current.delta.figure.unit, figure.unit)
  )
    return { ...current, now: figure };
  if (current.now && !current.delta && !current.rate && isYearBefore(current.now, figure))
    return { ...current, base: figure };
  return { ...EMPTY, now: figure, base: earlierState(states, figure) };
}

/** …25.46亿元，2020年为24.07亿元: the year before stands after. */
function isYearBefore(now: Figure, figure: Figure): boolean {
  const own = datedHead(figure);
  if (own === undefined || !now.head.endsWith(own.words) || !sameDimension(now.unit, figure.unit)) return false;
  return now.year === undefined || own.year < now.year;
}

/** 2020年投入24.07亿元，2021年投入25.46亿元: the same thing in the year before. */
function earlierState(states: readonly Figure[], figure: Figure): Figure | undefined {
  const before = states.at(-1);
  if (!before || !sameDimension(before.unit, figure.unit) || before.depth !== figure.depth) return undefined;
  const own = datedHead(figure);
  const other = datedHead(before);
  if (own === undefined || other === undefined || other.year >= own.year || !other.words.endsWith(own.words))
    return undefined;
  return before;
}

/** The year that a head names and the words beside it: 2021年投入. */
function datedHead({ head }: Figure): { year: number; words: string } | undefined {
  const match = /((?:19|20)\d\d)年度?/.exec(head);
  if (!match) return undefined;
  const words = head.slice(0, match.index) + head.slice(match.index + match[0].length);
  return { year: Number(match[1]), words: words.replace(/(?:[为是的]|达到?)+$/, "") };
}

function lastOf(states: readonly Figure[], fits: (figure: Figure) => boolean): Figure | undefined {
  for (let index = states.length - 1; index >= 0; index -= 1) {
    const figure = states[index];
    if (figure && fits(figure)) return figure;
  }
  return undefined;
}

const lastLike = (states: readonly Figure[], { unit }: Figure): Figure | undefined =>
  lastOf(states, (each) => sameDimension(each.unit, unit));

function withMoved(kind: "delta" | "rate", moved: Moved, current: Movement, states: readonly Figure[]): Movement {
  if (kind === "rate") return { ...current, rate: moved };
  const wanted = moved.figure.unit === "百分点" ? "%" : moved.figure.unit;
  const fits = (figure: Figure | undefined): figure is Figure =>
    figure !== undefined && (sameDimension(figure.unit, wanted) || figure.unit === "万" || figure.unit === "亿");
  if (fits(current.now) || fits(current.base)) return { ...current, delta: moved };
  const now = lastOf(states, fits);
  return { now, base: undefined, delta: moved, rate: undefined };
}

/** Where the nearest figures contradict each other, others of the sentence may be the ones that are meant. */
function likeliest(sentence: Sentence, movement: Movement, role: MovementRole, states: readonly Figure[]): Claim[] {
  const first = evaluate(sentence, movement, role);
  if (first.every(({ verdict }) => verdict !== "inconsistent")) return first;
  const { now, base } = movement;
  const near = [...states.slice(-ALTERNATIVES), ...(base ? [base] : [])];
  for (const other of near)
    for (const prior of [...near, undefined]) {
      if ((other === now && prior === base) || other === prior || (prior && !sameDimension(prior.unit, other.unit)))
        continue;
      const found = evaluate(sentence, { ...movement, now: other, base: prior }, role);
      if (found.length > 0 && found.every(({ verdict }) => verdict === "consistent")) return found;
    }
  return first;
}

const ALTERNATIVES = 3;

function evaluate(sentence: Sentence, movement: Movement, role: MovementRole): Claim[] {
  const { now, base, delta, rate } = movement;
  if (role.kind === "delta" && delta) {
    if (now && base && sameDimension(now.unit, base.unit)) return [difference(sentence, now, base, delta)];
    if (rate && now) return [implied(sentence, now, delta, rate)];
    return [open(sentence, delta, "未写上期数，无法核算增减量", now && impliedBase(now, delta))];
  }
  if (!rate) return [];
  if (now && base && sameDimension(now.unit, base.unit) && now !== base)
    return now.unit === "%" ? [points(sentence, now, base, rate)] : [growth(sentence, now, base, rate)];
  if (now && delta && delta.figure.unit !== "百分点" && sameDimension(now.unit, delta.figure.unit))
    return [implied(sentence, now, delta, rate)];
  if (base && delta) return [overBase(sentence, base, delta, rate)];
  return [open(sentence, rate, "未写上期数，无法核算增幅")];
}

/** 由30所增加到25所: the word says one thing and the figures the other. */
function reached(sentence: Sentence, { now, base }: Movement): Claim[] {
  if (!now || !base || isHedged([now, base])) return [];
  const said = [...now.head.matchAll(/增|提|升|扩|涨|降|减|缩|压/g)].at(-1)?.[0];
  if (said === undefined) return [];
  const up = /[增提升扩涨]/.test(said);
  const order = compareDecimals(amountOf(now), amountOf(base));
  const verdict: Verdict = order === 0 || order > 0 !== up ? "inconsistent" : "consistent";
  const change = subtractDecimals(amountOf(now), amountOf(base));
  return [
    claim(sentence, [base, now], {
      kind: "change",
      recomputed: `${now.value}−${base.value}=${shown(inUnit(change, now.unit))}${differenceUnit(now.unit)}`,
      verdict,
      ...(verdict === "inconsistent"
        ? { note: `所列数${order === 0 ? "没有变化" : order > 0 ? "上升" : "下降"}，与用词相反` }
        : {}),
    }),
  ];
}

const claim = (sentence: Sentence, figures: readonly Figure[], body: ClaimBody): Claim =>
  claimAt(
    sentence.passage,
    Math.min(...figures.map(({ start }) => start)),
    Math.max(...figures.map(({ end }) => end)),
    body,
  );

const ordered = ({ direction }: Moved, now: Figure, base: Figure): [Figure, Figure] =>
  direction === "up" ? [now, base] : [base, now];

/** 1—10月 against a whole year: the arithmetic may hold, the comparison does not. */
function unlike(
  now: Figure,
  base: Figure,
  body: { verdict: Verdict; note?: string },
): { verdict: Verdict; note?: string } {
  const wholeYear = /(?:上年|去年|上一年|(?:19|20)\d\d年)(?!同期|.{0,6}月|.{0,3}学年|.{0,4}季|上半年)/.test(base.head);
  if (!now.partial || !wholeYear || body.verdict === "inconsistent" || /同期/.test(base.head)) return body;
  return { verdict: "unverifiable", note: "本期只是部分月份或学年，与上期全年不可直接比较，请注明口径或改用同期数" };
}

function difference(sentence: Sentence, now: Figure, base: Figure, delta: Moved): Claim {
  const [greater, less] = ordered(delta, now, base);
  const point = subtractDecimals(amountOf(greater), amountOf(less));
  const computed: Computed = {
    point,
    span: subtractSpans(greater.span, less.span),
    hedged: isHedged([now, base]),
  };
  const unit = delta.figure.unit;
  return claim(sentence, [now, base, delta.figure], {
    kind: "change",
    recomputed: `${greater.value}${less.unit === greater.unit ? "" : greater.unit}−${less.value}${less.unit === greater.unit ? "" : less.unit}=${shown(inUnit(point, unit === "百分点" ? "%" : unit))}${unit}`,
    ...unlike(now, base, judged(delta.figure, computed, `应${WORDS[delta.direction]}`)),
  });
}

function growth(sentence: Sentence, now: Figure, base: Figure, rate: Moved): Claim {
  const [greater, less] = ordered(rate, now, base);
  const change = subtractDecimals(amountOf(greater), amountOf(less));
  const by = factorOf(rate.figure);
  const point = multiplyDecimals(divideDecimals(change, amountOf(base), 20) ?? "0", by);
  // the quotient of the ends, not of the difference: the base stands on both sides
  const quotient = divideSpans(now.span, base.span);
  const one = { from: "1", to: "1" };
  const span = scaleSpan(rate.direction === "up" ? subtractSpans(quotient, one) : subtractSpans(one, quotient), by);
  return claim(sentence, [now, base, rate.figure], {
    kind: "growth",
    recomputed: `${shown(inUnit(change, now.unit))}÷${shown(inUnit(amountOf(base), now.unit))}=${shown(point)}${rate.figure.unit}`,
    ...unlike(
      now,
      base,
      judged(rate.figure, { point, span, hedged: isHedged([now, base]) }, `应${WORDS[rate.direction]}`),
    ),
  });
}

/** Base = now − increase. */
function implied(sentence: Sentence, now: Figure, delta: Moved, rate: Moved): Claim {
  const up = delta.direction === "up";
  const change = amountOf(delta.figure);
  const base = up ? subtractDecimals(amountOf(now), change) : subtractDecimals(amountOf(now), `-${change}`);
  const sign = up ? "−" : "+";
  const known = `${now.value}${sign}${shown(inUnit(change, now.unit))}=${shown(inUnit(base, now.unit))}`;
  if (compareDecimals(base, "0") <= 0)
    return claim(sentence, [now, delta.figure, rate.figure], {
      kind: "growth",
      recomputed: known,
      verdict: isHedged([now, delta.figure]) ? "unverifiable" : "inconsistent",
      note: "增量不小于本期数，上期数不可能为零或负数",
    });
  const by = factorOf(rate.figure);
  const point = multiplyDecimals(divideDecimals(change, base, 20) ?? "0", by);
  // change ÷ base = 1 ÷ (now ÷ change ∓ 1): each figure is used once, so the ends are exact
  const one = { from: "1", to: "1" };
  const parts = divideSpans(now.span, delta.figure.span);
  const times = up ? subtractSpans(parts, one) : subtractSpans(parts, { from: "-1", to: "-1" });
  const span = scaleSpan(divideSpans(one, times), by);
  return claim(sentence, [now, delta.figure, rate.figure], {
    kind: "growth",
    recomputed: `${known}；${shown(inUnit(change, now.unit))}÷${shown(inUnit(base, now.unit))}=${shown(point)}${rate.figure.unit}`,
    ...judged(rate.figure, { point, span, hedged: isHedged([now, delta.figure]) }, `应${WORDS[rate.direction]}`),
  });
}

function overBase(sentence: Sentence, base: Figure, delta: Moved, rate: Moved): Claim {
  const by = factorOf(rate.figure);
  const point = multiplyDecimals(divideDecimals(amountOf(delta.figure), amountOf(base), 20) ?? "0", by);
  const span = scaleSpan(divideSpans(delta.figure.span, base.span), by);
  return claim(sentence, [base, delta.figure, rate.figure], {
    kind: "growth",
    recomputed: `${shown(inUnit(amountOf(delta.figure), base.unit))}÷${base.value}=${shown(point)}${rate.figure.unit}`,
    ...judged(rate.figure, { point, span, hedged: isHedged([base, delta.figure]) }, `应${WORDS[rate.direction]}`),
  });
}

/** 由85%提高到87%，提高2%: two percentages differ by 百分点; the rate of growth of the share is allowed as well. */
function points(sentence: Sentence, now: Figure, base: Figure, rate: Moved): Claim {
  const relative = growth(sentence, now, base, rate);
  const [greater, less] = ordered(rate, now, base);
  const point = subtractDecimals(greater.value, less.value);
  const computed = { point, span: subtractSpans(greater.span, less.span), hedged: isHedged([now, base]) };
  const absolute = judge(rate.figure, computed);
  if (relative.verdict !== "inconsistent" || absolute === "inconsistent") return relative;
  const { note: _, ...body } = relative;
  return {
    ...body,
    recomputed: `${greater.value}−${less.value}=${shown(point)}百分点`,
    verdict: absolute,
    note: "两个百分数之差应写“个百分点”",
  };
}

const factorOf = ({ unit }: Figure): string => (unit === "%" ? "100" : unit === "‰" ? "1000" : "1");

function judged(stated: Figure, computed: Computed, should: string): { verdict: Verdict; note?: string } {
  const verdict = judge(stated, computed);
  if (verdict === "rounding") return { verdict, note: ROUNDING_NOTE };
  if (verdict !== "inconsistent") return { verdict };
  const unit = stated.unit === "百分点" ? "%" : stated.unit;
  const value = shown(inUnit(computed.point, unit));
  return {
    verdict,
    note: value.startsWith("-")
      ? "所列数的增减方向与用词相反，请核对"
      : `按所列数${should}${value}${stated.unit}，正文写${stated.value}${stated.unit}，请核对`,
  };
}

/** 75.91−48.68=27.23万: what the base would have to be. */
function impliedBase(now: Figure, { figure, direction }: Moved): string {
  const change = amountOf(figure);
  const base = subtractDecimals(amountOf(now), direction === "up" ? change : `-${change}`);
  return `${now.value}${direction === "up" ? "−" : "+"}${shown(inUnit(change, now.unit))}=${shown(inUnit(base, now.unit))}（推得上期数）`;
}

const open = (sentence: Sentence, { figure }: Moved, note: string, recomputed = ""): Claim => {
  const from = figure.start - figure.head.length;
  return claimAt(sentence.passage, from, figure.end, {
    kind: figure.unit === "%" || figure.unit === "倍" ? "growth" : "change",
    recomputed,
    verdict: "unverifiable",
    note,
  });
};

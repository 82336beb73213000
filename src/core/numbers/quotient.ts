import type { Claim, Verdict } from "#core/numbers/claim.ts";
import { amountOf, inUnit, isHedged, judge, ROUNDING_NOTE, shown } from "#core/numbers/judge.ts";
import { claimAt, type Figure, type Sentence } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { compareDecimals, divideDecimals, multiplyDecimals } from "#core/quantity/decimal.ts";
import { divideSpans, scaleSpan } from "#core/quantity/interval.ts";
import { comparableUnits, countsPeople, countsPlaces, isMoney } from "#core/quantity/measure.ts";
import { parseUnit, sameDimension } from "#core/quantity/unit.ts";

const PER = /(?:人均|生均|师均|校均|园均|班均|户均|平均每(?:人|生|名|所|校|班|家|个))[^\d,;。]{0,10}$/;
const SHARE = /(?:占比|占[^,;。]{0,16}|比例|比重|\p{Script=Han}{2}率)(?:的|为|达到?|是|约)*$/u;
const base = ({ unit }: Figure): string => parseUnit(unit).base;

/** Quotients: stated per-head figures and shares are recomputed; where none is stated the quotient is shown. */
export function quotientClaims(sentence: Sentence): Claim[] {
  const states = sentence.figures.filter((figure) => {
    if (figure.spelled) return false;
    const { kind } = roleOf(figure, sentence);
    return kind === "now" || kind === "to";
  });
  const stated = states.flatMap((figure) => perHead(sentence, figure, states) ?? share(sentence, figure, states) ?? []);
  stated.push(...states.flatMap((figure) => multiple(sentence, figure) ?? []));
  const told = stated.map(({ recomputed }) => recomputed.split("=")[0]);
  return [...stated, ...implied(sentence, states).filter(({ recomputed }) => !told.includes(recomputed.split("=")[0]))];
}

/** 3亿元，是上年2亿元的1.5倍 */
function multiple(sentence: Sentence, figure: Figure): Claim | undefined {
  if (figure.unit !== "倍" || !/^的$/.test(figure.head)) return undefined;
  const of = sentence.figures[figure.index - 1];
  if (!of || !/^(?:是|为|达到?|相当于)/.test(of.head)) return undefined;
  const whole = sentence.figures
    .slice(0, of.index)
    .reverse()
    .find(({ unit }) => sameDimension(unit, of.unit));
  return whole && divided(sentence, whole, of, figure);
}

/** 资助215万元，惠及1317人次，人均1632元 */
function perHead(sentence: Sentence, figure: Figure, states: readonly Figure[]): Claim | undefined {
  if (!PER.test(figure.head) || figure.unit === "%") return undefined;
  const before = states.filter(({ end }) => end <= figure.start);
  const [own] = figure.unit.split("/");
  const wholes = before.filter(
    (each) => parseUnit(each.unit).base === parseUnit(own ?? "").base && !PER.test(each.head),
  );
  const heads = before.filter(
    (each) => countsPeople(each.unit) || base(each) === "人次" || countsPlaces(each.unit) || /班|户/.test(each.unit),
  );
  let worst: Claim | undefined;
  for (const whole of wholes)
    for (const head of heads) {
      const claim = divided(sentence, whole, head, figure);
      if (!claim) continue;
      if (claim.verdict !== "inconsistent") return claim;
      worst = claim;
    }
  return wholes.length === 1 && heads.length === 1 ? worst : undefined;
}

function divided(sentence: Sentence, whole: Figure, head: Figure, stated: Figure): Claim | undefined {
  const point = divideDecimals(amountOf(whole), amountOf(head), 20);
  if (point === undefined) return undefined;
  const computed = { point, span: divideSpans(whole.span, head.span), hedged: isHedged([whole, head]) };
  const verdict = judge(stated, computed);
  const result = shown(inUnit(point, stated.unit));
  return claimAt(sentence.passage, Math.min(whole.start, head.start), stated.end, {
    kind: "ratio",
    recomputed: `${whole.value}${whole.unit}÷${head.value}${head.unit}=${result}${stated.unit}`,
    verdict,
    ...noteFor(verdict, `按所列数应为${result}${stated.unit}，正文写${stated.value}${stated.unit}，请核对`),
  });
}

const noteFor = (verdict: Verdict, wrong: string): { note?: string } =>
  verdict === "rounding" ? { note: ROUNDING_NOTE } : verdict === "inconsistent" ? { note: wrong } : {};

/** 120所中有90所，占75%; 其中女教师300人，占60%; 13765人，占学生67416人的20.4%; 已整改120个，整改率93.75% */
function share(sentence: Sentence, figure: Figure, states: readonly Figure[]): Claim | undefined {
  if (figure.unit !== "%") return undefined;
  const before = states.filter(({ end, unit, bound }) => end <= figure.start && unit !== "%" && bound === "=");
  const last = before.at(-1);
  const of =
    last && /^的(?:比例|比重)?(?:为|达到?|约)?$/.test(figure.head) && /^(?:约|比)?占/.test(last.head)
      ? last
      : undefined;
  if (!of && !SHARE.test(figure.head)) return undefined;
  const part = of ? before.at(-2) : last;
  if (!part || figure.clause - part.clause > 1) return undefined;
  const named = of ?? namedWhole(figure, part, before);
  const finished = /(\p{Script=Han}{2})率(?:为|达到?|约)*$/u.exec(figure.head)?.[1];
  const done = finished !== undefined && part.head.includes(finished);
  const wholes = before.filter(
    (each) =>
      (named ? each === named : each !== part) &&
      comparableUnits(each.unit, part.unit) &&
      (done || named !== undefined || compareDecimals(amountOf(each), amountOf(part)) > 0),
  );
  const candidates = wholes.slice(-3).reverse();
  const claims = candidates.flatMap((whole): Claim[] => {
    const quotient = divideDecimals(amountOf(part), amountOf(whole), 20);
    if (quotient === undefined) return [];
    const point = multiplyDecimals(quotient, "100");
    const computed = {
      point,
      span: scaleSpan(divideSpans(part.span, whole.span), "100"),
      hedged: isHedged([part, whole]),
    };
    const verdict = judge(figure, computed);
    return [
      claimAt(sentence.passage, whole.start, figure.end, {
        kind: "share",
        recomputed: `${part.value}÷${inUnit(amountOf(whole), part.unit)}=${shown(point)}%`,
        verdict,
        ...noteFor(verdict, `按所列数应为${shown(point)}%，正文写${figure.value}%，请核对`),
      }),
    ];
  });
  const good = claims.find(({ verdict }) => verdict !== "inconsistent");
  if (good) return good;
  const [only] = claims;
  // of which whole a share is taken has to be plain before it is called wrong
  const plain =
    named !== undefined ||
    done ||
    (/^约?占(?:比|总数|总量|总额|全区|全县|全部|其)?[^\d]{0,4}$/.test(figure.head) && isTold(sentence, part));
  return claims.length === 1 && plain ? only : undefined;
}

/** 占专任教师的90.1%: the figure before that counts what is named. */
function namedWhole({ head }: Figure, part: Figure, before: readonly Figure[]): Figure | undefined {
  const name =
    /占(?:全区|全县|全部|全体|其)?(\p{Script=Han}{2,10}?)(?:总数|总量|总额)?的?(?:比例|比重)?(?:为|达到?|约)*$/u.exec(
      head,
    )?.[1];
  if (name === undefined) return undefined;
  // 应交流教师 are others than 交流教师
  const bare = (words: string): string =>
    words.replace(/^(?:其中|现有|共有|全区|全县|全市|我区|占|有)+|(?:共|有|为|达)+$/g, "");
  return before.find((each) => each !== part && (bare(each.head) === name || each.tail.startsWith(name)));
}

/** 其中, or 中有, before the part: the whole is what stands before. */
const isTold = ({ passage }: Sentence, part: Figure): boolean =>
  /其中|中(?:,|已有|有)[^,;。]{0,8}$/.test(passage.text.slice(Math.max(0, part.start - 20), part.start));

/** 其中甲500万元、乙300万元: parts of a sum have no heads of their own */
const isListed = ({ passage, figures }: Sentence, figure: Figure): boolean => {
  const neighbours = [figures[figure.index - 1], figures[figure.index + 1]];
  return (
    /其中/.test(figure.head) ||
    neighbours.some(
      (each) =>
        each !== undefined &&
        isMoney(each.unit) &&
        passage.text.slice(Math.min(each.end, figure.end), Math.max(each.start, figure.start)).startsWith("、"),
    )
  );
};

const AREA = /占地面积$/;
const MOST_SIZE = "55";

/** Quotients that a reader forms: money per head, area and cost, places per class, tests per round. */
function implied(sentence: Sentence, states: readonly Figure[]): Claim[] {
  const { passage } = sentence;
  const show = (a: Figure, b: Figure, unit: string, verdict: Verdict, note: string): Claim[] => {
    const point = divideDecimals(amountOf(a), amountOf(b), 2);
    if (point === undefined || a === b) return [];
    return [
      claimAt(passage, Math.min(a.start - a.head.length, b.start - b.head.length), Math.max(a.end, b.end), {
        kind: "ratio",
        recomputed: `${a.value}${a.unit}÷${b.value}${b.unit}=${point}${unit}`,
        verdict,
        note,
      }),
    ];
  };
  return states.flatMap((figure): Claim[] => {
    if (PER.test(figure.head) || figure.unit.includes("/") || /每(?:人|生|年|所|名|校|班)/.test(figure.head)) return [];
    if (isMoney(figure.unit)) {
      if (figure.head === "" || isListed(sentence, figure)) return [];
      const area = nearest(states, figure, (each) => base(each) === "平方米" && /建筑面积|校舍面积/.test(each.head), 4);
      if (area) return show(figure, area, "元/平方米", "unverifiable", "未写单位造价，请核对投资与面积的范围是否一致");
      const head =
        nearest(states, figure, (each) => countsPeople(each.unit) || base(each) === "人次", 2) ??
        (/共计|合计|总|共/.test(figure.head)
          ? nearest(states, figure, ({ unit }) => /^[所家]$/.test(unit), 12)
          : undefined);
      return head
        ? show(figure, head, `元/${base(head)}`, "unverifiable", "未写人均或单位平均数，请核对是否合理、口径是否一致")
        : [];
    }
    if (base(figure) === "人次") {
      const rounds = nearest(states, figure, ({ unit }) => /^[轮次场期]$/.test(unit), 2);
      return rounds ? show(figure, rounds, `人次/${rounds.unit}`, "unverifiable", "是否每次都覆盖全员须注明口径") : [];
    }
    if (/学位$/.test(figure.head)) {
      const classes = nearest(states, figure, ({ head, unit }) => /班级?$|班$/.test(head) || unit === "班", 1);
      if (!classes) return [];
      const size = divideDecimals(amountOf(figure), amountOf(classes), 2) ?? "0";
      const small = compareDecimals(size, MOST_SIZE) <= 0;
      return show(
        figure,
        classes,
        "人/班",
        small ? "consistent" : "unverifiable",
        small ? "每班学位数不超过55，合理" : "每班学位数达到大班额标准（56人），请核对",
      );
    }
    if (base(figure) === "平方米" && /建筑面积|校舍面积/.test(figure.head)) {
      const land = nearest(states, figure, (each) => base(each) === "平方米" && AREA.test(each.head), 1);
      return land ? show(figure, land, "（容积率）", "unverifiable", "请核对两项面积的范围是否一致") : [];
    }
    return [];
  });
}

function nearest(
  states: readonly Figure[],
  from: Figure,
  fits: (figure: Figure) => boolean,
  clauses: number,
): Figure | undefined {
  let found: Figure | undefined;
  for (const each of states) {
    if (each === from || !fits(each) || Math.abs(each.clause - from.clause) > clauses) continue;
    if (!found || Math.abs(each.start - from.start) < Math.abs(found.start - from.start)) found = each;
  }
  return found;
}

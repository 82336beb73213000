import type { Claim } from "#core/numbers/claim.ts";
import { amountOf } from "#core/numbers/judge.ts";
import { claimAt, type Figure, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { placeOf } from "#core/numbers/relation.ts";
import { compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { comparableUnits, countsPeople, countsPlaces } from "#core/quantity/measure.ts";

const WHOLE = /全覆盖|全部|100%|均已|全都|百分之百|应建尽建|应配尽配|全面完成/;

/** 10所……学校中7所转为公办: M of N, and all of N where it is said. */
export function membersClaims(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  return figures.flatMap((whole, place): Claim[] => {
    const part = figures[place + 1];
    if (!part || whole.spelled || part.spelled || whole.bound !== "=" || !sameKind(whole, part)) return [];
    const between = passage.text.slice(whole.end, part.start);
    if (!isMembership(whole, part, between)) return [];
    const more = compareDecimals(amountOf(part), amountOf(whole)) > 0;
    const rest = subtractDecimals(amountOf(whole), amountOf(part));
    const stop = figures[place + 2]?.start ?? sentence.end;
    const after = passage.text.slice(part.end, Math.min(stop, part.end + 40)).split(";")[0] ?? "";
    const claimed = WHOLE.exec(after)?.[0];
    const broken = !more && rest !== "0" && part.bound === "=" && claimed !== undefined;
    const end = broken ? part.end + after.indexOf(claimed) + claimed.length : part.end;
    return [
      claimAt(passage, whole.start, end, {
        kind: "all-of",
        recomputed: `${whole.value}−${part.value}=${rest}${whole.unit}`,
        verdict: more || broken ? "inconsistent" : "consistent",
        ...(more
          ? { note: "部分多于全体，请核对" }
          : broken
            ? { note: `称“${claimed}”，但还有${rest}${whole.unit}未包括，请核对` }
            : rest === "0"
              ? {}
              : { note: `其余${rest}${whole.unit}的去向宜写明` }),
      }),
    ];
  });
}

const sameKind = (whole: Figure, part: Figure): boolean =>
  comparableUnits(whole.unit, part.unit) &&
  (countsPlaces(whole.unit) || countsPeople(whole.unit)) &&
  whole.depth === part.depth;

/** Named between the two and nothing but a name: 10所“公参民”学校(中)7所; 、 and 其中 make lists and parts. */
function isMembership(whole: Figure, part: Figure, between: string): boolean {
  if (/[、;:。()]|其中|共|含|和|及|与|另|以及|新增|预算|补助/.test(between)) return false;
  if (/[,]/.test(between)) return /(?:中|里|当中),(?:已?有|已|现有)?$/.test(between);
  if (
    !/(?:学校|幼儿园|机构|中小学|校|园|教师|学生|单位|乡镇|镇街|村|企业)[”"]?(?:中|里|当中)?(?:已有|已|有)?$/.test(
      between,
    )
  )
    return false;
  return whole.clause === part.clause;
}

/** 保持100%, 全部达到100%: a whole that nothing in the same words contradicts. */
export function wholeClaims(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  return figures
    .filter(({ value, unit, bound }) => unit === "%" && bound === "=" && compareDecimals(value, "100") === 0)
    .map((figure) =>
      claimAt(passage, figure.start - figure.head.length, figure.end, {
        kind: "all-of",
        recomputed: "100%=100%",
        verdict: "consistent",
        note: "称全部达到，须有名册或统计表作依据",
      }),
    );
}

const REMOVED =
  /(全面|全部|彻底|完全|基本|大部分)?(?:地)?(?:消除|清零|化解|取缔|杜绝)(?:了)?([^,;:。、()《》“”\d]{2,24})/g;
const STILL = /(?:仍有|还有|尚有|尚存|仍存在|还存在|依然存在)([^,;:。()《》“”]{0,24})/g;
const SUBJECT_TAIL = /(?:现象|问题|情况|目标|任务|的目标|工作|隐患)+$/;
const NARROW = /新增|起始|部分|个别|城区|城镇|毕业|新生|年级|主城/;
const PLANNED = /编制|规划|力争|计划|将|方案|目标|要求|打算|通知|推进|加快|逐步|继续/;

/** more of them than any report has */
const MOST = 200;

interface Removal {
  passage: Passage;
  from: number;
  to: number;
  degree: "whole" | "most" | "open";
  /** 大班额, and what limits it */
  subject: string;
  limits: string;
}

/** 全面消除大班额 here, 消除新增年级大班额 or 仍有大班额 there. */
export function removalClaims(facts: readonly Passage[], all: readonly Passage[]): Claim[] {
  const told = facts.flatMap(removalsIn).slice(0, MOST);
  const wholes = told.filter(({ degree }) => degree === "whole");
  const narrower = wholes.flatMap((each): Claim[] => {
    if (!NARROW.test(each.limits)) return [];
    const wider = wholes.find((other) => other.subject === each.subject && !NARROW.test(other.limits));
    return wider ? [conflict(each, wider, "两处所称范围不同")] : [];
  });
  const weaker = told
    .filter(({ degree }) => degree === "most")
    .flatMap((each): Claim[] => {
      const strong = wholes.find((other) => other.subject === each.subject && other.limits === each.limits);
      return strong ? [conflict(each, strong, "一处写基本、一处写全面")] : [];
    });
  const remaining = all
    .flatMap(stillIn)
    .slice(0, MOST)
    .flatMap((each): Claim[] => {
      const strong = wholes.find((other) => each.limits.includes(other.subject) && !NARROW.test(other.limits));
      return strong && !(strong.passage === each.passage && strong.from === each.from)
        ? [conflict(each, strong, "一处写已消除、一处写仍有")]
        : [];
    });
  return [...narrower, ...weaker, ...remaining];
}

const conflict = (each: Removal, other: Removal, why: string): Claim =>
  claimAt(each.passage, each.from, each.to, {
    kind: "all-of",
    recomputed: `“${each.passage.text.slice(each.from, each.to)}”≠“${other.passage.text.slice(other.from, other.to)}”`,
    verdict: "inconsistent",
    note: `${why}，${placeOf(other.passage)}写“${other.passage.text.slice(other.from, other.to)}”，请统一`,
  });

function removalsIn(passage: Passage): Removal[] {
  return [...passage.text.matchAll(REMOVED)].flatMap((match): Removal[] => {
    const before =
      passage.text
        .slice(Math.max(0, match.index - 12), match.index)
        .split(/[,;。]/)
        .at(-1) ?? "";
    if (PLANNED.test(before) || inTitle(passage.text, match.index)) return [];
    const named = subjectOf(match[2] ?? "");
    if (!named) return [];
    return [
      {
        passage,
        from: match.index,
        to: match.index + match[0].length,
        degree: match[1] === undefined ? "open" : /基本|大部分/.test(match[1]) ? "most" : "whole",
        ...named,
      },
    ];
  });
}

const stillIn = (passage: Passage): Removal[] =>
  [...passage.text.matchAll(STILL)].map((match) => ({
    passage,
    from: match.index,
    to: match.index + match[0].length,
    degree: "open" as const,
    subject: "",
    limits: (match[1] ?? "").replaceAll("超大班额", "超大").replaceAll("大校额", ""),
  }));

function subjectOf(object: string): { subject: string; limits: string } | undefined {
  const words = object.replace(SUBJECT_TAIL, "").replace(/^了/, "");
  const subject = /超大班额$/.test(words) ? "超大班额" : words.slice(-3);
  if (subject.length < 3) return undefined;
  return { subject, limits: words.slice(0, words.length - subject.length).replace(/的$/, "") };
}

function inTitle(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at);
  return before.lastIndexOf("《") > before.lastIndexOf("》");
}

import type { Comparison } from "#core/indicator/indicator.ts";

/** What prose says about the true figure: this one, about this one, or one side of it. */
export type Bound = Comparison | "~";

/** Words right before a number, longest first where one ends in another. */
const BEFORE: readonly (readonly [string, Bound])[] = [
  ["不低于", ">="],
  ["不少于", ">="],
  ["不小于", ">="],
  ["达到或超过", ">="],
  ["不高于", "<="],
  ["不超过", "<="],
  ["不大于", "<="],
  ["不多于", "<="],
  ["控制在", "<="],
  ["至少", ">="],
  ["最少", ">="],
  ["最多", "<="],
  ["至多", "<="],
  ["不足", "<"],
  ["不到", "<"],
  ["未达到", "<"],
  ["将近", "<"],
  ["接近", "<"],
  ["低于", "<"],
  ["小于", "<"],
  ["少于", "<"],
  ["高于", ">"],
  ["大于", ">"],
  ["多于", ">"],
  ["超过", ">"],
  ["突破", ">"],
  ["大约", "~"],
  ["大概", "~"],
  ["约为", "~"],
  ["约", "~"],
  ["逾", ">"],
  ["超", ">"],
  ["近", "<"],
];

/** Words after the number or its unit. 余 and 多 may stand between the two. */
const AFTER: readonly (readonly [string, Bound])[] = [
  ["及以上", ">="],
  ["及以下", "<="],
  ["以上", ">="],
  ["以下", "<"],
  ["以内", "<="],
  ["之内", "<="],
  ["左右", "~"],
  ["上下", "~"],
];

const LONGEST_HEDGE = 5;

export interface Hedge {
  bound: Bound;
  /** characters that the words take */
  length: number;
}

/** 近 in 附近、最近、就近 is no hedge, 约 in 节约 neither. */
const NO_HEDGE = /(?:[附最邻新就临靠亲]近|[节条契预签集制特]约)$/;

/** The hedge that ends right before position `at`; 了 may stand between. */
export function hedgeBefore(text: string, at: number): Hedge | undefined {
  const filler = text.charAt(at - 1) === "了" ? 1 : 0;
  const end = at - filler;
  const reach = text.slice(Math.max(0, end - LONGEST_HEDGE), end);
  if (NO_HEDGE.test(reach)) return undefined;
  const found = BEFORE.find(([words]) => reach.endsWith(words));
  return found && { bound: found[1], length: found[0].length + filler };
}

export function hedgeAfter(text: string, at: number): Hedge | undefined {
  const found = AFTER.find(([words]) => text.startsWith(words, at));
  return found && { bound: found[1], length: found[0].length };
}

/** Both hedges at once: 不低于95%以上 says no more than either alone; 约…左右 is one. */
export function joinBounds(first: Bound | undefined, second: Bound | undefined): Bound {
  if (first === undefined || second === undefined) return first ?? second ?? "=";
  return first === "~" ? second : first;
}

import type { Claim } from "#core/numbers/claim.ts";
import { amountOf, inUnit, isHedged, shown } from "#core/numbers/judge.ts";
import { claimAt, type Figure, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { addDecimals, compareDecimals, divideDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { comparableUnits, isMoney } from "#core/quantity/measure.ts";
import { differenceUnit, parseUnit } from "#core/quantity/unit.ts";

const VISIT = /调研|慰问|现场办公|走访|考察|检查|深入|座谈/;
const MEETING =
  /会$|研究|调研|会议|常务会|常委会|议教|议|开会|专题|现场办公|检查|考察|宣讲|座谈|慰问|报告|召开|到[^,。]{0,30}$/;
const PER = /每(?:生|人|所|班|校|名|个|年|亩)|均/;

/** Figures of like things in one sentence whose total is not given: 督学2名、责任督学72名、行政督学8名. */
export function likeThings(sentence: Sentence, used: ReadonlySet<Figure>): Claim[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of sentence.figures) {
    if (figure.spelled || used.has(figure) || figure.bound !== "=" || /%|百分点|\/|倍|天|年|^$/.test(figure.unit))
      continue;
    if (PER.test(figure.head) || roleOf(figure, sentence).kind !== "now") continue;
    const noun = lastWords(figure)?.slice(figure.unit === "次" ? -1 : -2);
    if (noun === undefined) continue;
    const key = `${noun}:${parseUnit(figure.unit).base}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap((group): Claim[] => {
    const [first, ...rest] = group;
    const last = rest.at(-1);
    if (!first || !last || group.some(({ depth }) => depth !== first.depth)) return [];
    if (!/[、;]/.test(sentence.passage.text.slice(first.end, last.start))) return [];
    const sum = shown(inUnit(addDecimals(group.map(amountOf)), first.unit));
    const words =
      first.head === "" || !/\p{Script=Han}/u.test(first.head) ? first.start : first.start - first.head.length;
    return [
      claimAt(sentence.passage, words, last.end, {
        kind: "sum",
        recomputed: `${group.map((each) => inUnit(amountOf(each), first.unit)).join("+")}=${sum}${first.unit}`,
        verdict: "unverifiable",
        note: "原文未写合计，无法核对",
      }),
    ];
  });
}

/** The last two characters of what is counted: before the figure, or after it where nothing stands before. */
function lastWords({ head, tail }: Figure): string | undefined {
  const before = head.replace(/(?<![共有为达到约])[共有为达到约]+$/, "");
  if (/\p{Script=Han}{2}$/u.test(before) && !/(?:[的了]|[我全][区县市]|面积)$/.test(before)) return before.slice(-2);
  if (/面积$/.test(before)) return undefined;
  const after = /^(\p{Script=Han}{2,})/u.exec(tail)?.[1];
  return after?.split(/落实|入学|实现|[的了]/)[0]?.slice(-2);
}

/** 专题研究30余次, 调研16次: what has to be shown by a list. */
export function meetingCounts(sentence: Sentence): Claim[] {
  const { passage } = sentence;
  return sentence.figures.flatMap((figure): Claim[] => {
    if (figure.spelled) return [];
    const before = passage.text.slice(Math.max(sentence.start, figure.start - 30), figure.start);
    const met =
      figure.unit === "次" && (MEETING.test(before.split(/[;。]/).at(-1) ?? "") || /^[到赴]|^深入/.test(figure.tail));
    const visited = /^[所家]$/.test(figure.unit) && figure.bound === ">" && VISIT.test(sentence.text);
    if (!met && !visited) return [];
    return [
      claimAt(passage, figure.start - figure.head.length, figure.end, {
        kind: "count",
        recomputed: `${figure.value}${figure.bound === "=" ? "" : "余"}${figure.unit}`,
        verdict: "unverifiable",
        note: "次数须与会议纪要、调研记录等明细相符，正文无明细",
      }),
    ];
  });
}

/** 两年……共5280.03万元: a total of years that are not told apart. */
export function yearsTogether(sentence: Sentence, used: ReadonlySet<Figure>): Claim[] {
  const { passage } = sentence;
  return sentence.figures.flatMap((figure): Claim[] => {
    if (
      figure.spelled ||
      used.has(figure) ||
      !isMoney(figure.unit) ||
      !/(?:共|合计|累计|总计)(?:投入|安排)?$/.test(figure.head)
    )
      return [];
    const before = passage.text.slice(Math.max(sentence.start, figure.start - 40), figure.start);
    const years = /([两二三四五])年/.exec(before)?.[1];
    const count = years === undefined ? 0 : "零一二三四五".indexOf(years === "两" ? "二" : years);
    if (count < 2) return [];
    return [
      claimAt(passage, figure.start - figure.head.length, figure.end, {
        kind: "sum",
        recomputed: `年均${divideDecimals(figure.value, String(count), 2)}${figure.unit}`,
        verdict: "unverifiable",
        note: "未写各年数，无法核对合计",
      }),
    ];
  });
}

/** One sum for two periods of which one is a part of a year: not to be compared. */
export function unlikePeriods(passage: Passage): Claim[] {
  const money = passage.sentences.flatMap((sentence) =>
    sentence.figures.filter(({ unit, depth, spelled }) => isMoney(unit) && depth === 0 && !spelled),
  );
  const firsts = new Map<string, Figure>();
  return money.flatMap((figure): Claim[] => {
    const words = figure.head.slice(-6);
    if (words.length < 6) return [];
    const other = firsts.get(words);
    if (!other) firsts.set(words, figure);
    if (!other || other.year === figure.year || !(figure.partial || other.partial)) return [];
    return [
      claimAt(passage, figure.start - figure.head.length, figure.end, {
        kind: "period",
        recomputed: `${other.value}${other.unit}（${other.year ?? ""}年）与${figure.value}${figure.unit}（${figure.year ?? ""}年部分月份）`,
        verdict: "unverifiable",
        note: "两处所指期间不同（年度、学年或部分月份），不能直接比较增减",
      }),
    ];
  });
}

/** 农村1635元、城市1535元，初中农村1835元、城市1735元: pairs that are told alike and differ alike. */
export function parallelPairs(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  const pairs: { greater: Figure; less: Figure; labels: string }[] = [];
  for (const [place, first] of figures.entries()) {
    const second = figures[place + 1];
    if (!second || first.unit !== second.unit || first.unit === "" || first.bound !== "=" || second.bound !== "=")
      continue;
    if (passage.text.slice(first.end, second.start - second.head.length) !== "、") continue;
    const labels = `${first.head.slice(-2)}/${second.head.slice(-2)}`;
    if (labels.length === 5 && labels.slice(0, 2) !== labels.slice(3))
      pairs.push({ greater: first, less: second, labels });
  }
  const [first, ...rest] = pairs.filter(({ labels }) => pairs.filter((each) => each.labels === labels).length > 1);
  const last = rest.at(-1);
  if (!first || !last) return [];
  const like = [first, ...rest].filter(({ labels }) => labels === first.labels);
  const gaps = like.map(({ greater, less }) => subtractDecimals(greater.value, less.value));
  const same = gaps.every((gap) => compareDecimals(gap, gaps[0] ?? gap) === 0);
  return [
    claimAt(passage, first.greater.start - first.greater.head.length, last.less.end, {
      kind: "difference",
      recomputed: like.map(({ greater, less }, index) => `${greater.value}−${less.value}=${gaps[index]}`).join("，"),
      verdict: same ? "consistent" : "unverifiable",
      note: same ? `各组差额相同（${gaps[0]}${differenceUnit(first.greater.unit)}）` : `各组差额不同，请核对是否笔误`,
    }),
  ];
}

/** 100人以下、200人以下……分别补助500元、400元……: as many amounts as steps, in order. */
export function steps(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  const claims: Claim[] = [];
  for (let at = 0; at < figures.length; ) {
    const run = listAt(sentence, at);
    const next = figures[at + run.length];
    const between = passage.text.slice(run.at(-1)?.end ?? 0, next?.start ?? 0);
    if (run.length > 1 && next && /^[^,;。]{0,12}分别[^,;。]{0,12}$/.test(between)) {
      const values = listAt(sentence, at + run.length);
      const [first, last] = [run[0], values.at(-1)];
      const even = values.length === run.length;
      if (first && last && !comparableUnits(first.unit, last.unit))
        claims.push(
          claimAt(passage, first.start, last.end, {
            kind: "listing",
            recomputed: `${run.length}档对${values.length}个数${even ? `：${trend(values)}` : ""}`,
            verdict: even ? "consistent" : "inconsistent",
            ...(even ? {} : { note: "“分别”前后的个数不相等，请核对" }),
          }),
        );
    }
    at += Math.max(run.length, 1);
  }
  return claims;
}

function listAt({ figures, passage }: Sentence, at: number): Figure[] {
  const run: Figure[] = [];
  for (let index = at; index < figures.length; index += 1) {
    const figure = figures[index];
    const last = run.at(-1);
    if (!figure) break;
    if (last && (last.unit !== figure.unit || !/^(?:、|和|及)$/.test(passage.text.slice(last.end, figure.start))))
      break;
    run.push(figure);
  }
  return run;
}

function trend(values: readonly Figure[]): string {
  const orders = values.slice(1).map((each, index) => compareDecimals(amountOf(each), amountOf(values[index] ?? each)));
  if (isHedged(values)) return "逐一对应";
  return orders.every((order) => order < 0) ? "逐档递减" : orders.every((order) => order > 0) ? "逐档递增" : "逐一对应";
}

/** 启用编制241个，公开招聘227名: nobody is recruited without a post. */
export function postsAndRecruits(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  const posts = figures.find(({ head, unit }) => /编制$/.test(head) && /[个名]/.test(unit));
  const recruits = figures.find(({ head, unit }) => /招聘|招录|引进/.test(head) && /[名人]/.test(unit));
  if (!posts || !recruits || isHedged([posts, recruits])) return [];
  const fits = compareDecimals(amountOf(recruits), amountOf(posts)) <= 0;
  return [
    claimAt(passage, Math.min(posts.start - posts.head.length, recruits.start), Math.max(posts.end, recruits.end), {
      kind: "part",
      recomputed: `${recruits.value}${fits ? "≤" : ">"}${posts.value}${posts.unit}`,
      verdict: fits ? "consistent" : "unverifiable",
      ...(fits ? {} : { note: "招聘数多于所列编制数，请说明其余编制的来源" }),
    }),
  ];
}

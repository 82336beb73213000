import type { Indicator } from "#core/indicator/indicator.ts";
import type { Choice, Mention } from "#core/numbers/mention.ts";
import type { Figure, Passage, Sentence } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { parseUnit, sameDimension } from "#core/quantity/unit.ts";

/** A figure that the text gives for an indicator. */
export interface IndicatorValue {
  indicator: Indicator;
  figure: Figure;
  sentence: Sentence;
  passage: Passage;
  mention: Mention;
  /** figures of a prior period or of another scope are read, but not held against a standard */
  aside: boolean;
}

const REACH = 28;
/** words that may stand between a name and its figure; marks only around them */
const BETWEEN =
  /^(?:[的为是达到至在有均都已又各按约近共率比例了仍也]|分别|保持|稳定|连续|多年|[一二三四五六七八九十\d]年|提高|提升|增加|增长|上升|扩大|降低|下降|降|超过|高于|(?<!降)低于|标准|综合|全部|实现|巩固|维持|控制|每生|每年|每人|生均|[(]|水平|要求|情况|指标|[(][^()]{0,12}[)]|"|“|”|,|:|、|小学|初中|幼儿园|普通高中|高中|职业高中|中职|农村|城市|城区|和|及|与|20\d\d年|目前|现|不|于)*$/;
const NOT_A_STATE = /目标|力争|计划|预计|拟|规划[^,]{0,6}$|应当|必须|不得|底线|争取/;
const OTHER_SCOPE = /(?:全国|全市|全省|市级|城区|农村|城市|乡镇|民办|某|该校|小学|初中|高中|女)$/;

/** The figures of one sentence that belong to the mentions in it. */
export function valuesIn(sentence: Sentence, own: readonly Mention[], lastYear: number): IndicatorValue[] {
  if (own.length === 0) return [];
  const plain = own.filter(({ moved }) => moved === undefined);
  const listed = distributed(sentence, plain, lastYear);
  const done = new Set(listed.map(({ mention }) => mention));
  const single = plain
    .filter((mention) => !done.has(mention))
    .flatMap((mention) => singleValue(sentence, mention, plain, lastYear));
  const moved = own
    .filter((mention) => mention.moved !== undefined)
    .flatMap((mention) => movedValue(sentence, mention));
  return [...listed, ...single, ...moved];
}

/** 甲率、乙率分别达到87%、33.23%: as many names as figures, in order. */
function distributed(sentence: Sentence, mentions: readonly Mention[], lastYear: number): IndicatorValue[] {
  const { passage, figures } = sentence;
  const found: IndicatorValue[] = [];
  for (let first = 0; first < mentions.length; ) {
    const run = [mentions[first]].filter((each) => each !== undefined);
    for (let next = mentions[first + 1]; next; next = mentions[first + run.length]) {
      const last = run.at(-1);
      if (!last || !/^(?:[、和及与]|以及)?$/.test(passage.text.slice(last.end, next.start))) break;
      run.push(next);
    }
    const last = run.at(-1);
    if (last && run.length > 1) {
      const list = listAfter(sentence, figures, last.end);
      const shared = list.length === 1 && /[均都]/.test(passage.text.slice(last.end, list[0]?.start));
      if (shared || list.length === run.length)
        for (const [place, mention] of run.entries()) {
          const [choice] = mention.choices;
          const figure = shared ? list[0] : list[place];
          if (choice && figure && fits(choice.indicator, figure))
            found.push(value(sentence, mention, choice.indicator, figure, lastYear));
        }
    }
    first += Math.max(run.length, 1);
  }
  return found;
}

/** Figures that follow each other with nothing but 、 between, the first of them near; a hedge holds for all of them. */
function listAfter({ passage }: Sentence, figures: readonly Figure[], from: number): Figure[] {
  const place = figures.findIndex(({ start }) => start >= from);
  const first = figures[place];
  if (!first || first.start - from > REACH || !BETWEEN.test(passage.text.slice(from, first.start))) return [];
  const list = [first];
  for (const next of figures.slice(place + 1)) {
    const last = list.at(-1);
    if (!last || !/^(?:[、,/和及]|以及)$/.test(passage.text.slice(last.end, next.start))) break;
    list.push({ ...next, bound: next.bound === "=" ? first.bound : next.bound });
  }
  return list;
}

function singleValue(
  sentence: Sentence,
  mention: Mention,
  all: readonly Mention[],
  lastYear: number,
): IndicatorValue[] {
  const { passage, figures } = sentence;
  const staged = mention.choices.filter(({ stage }) => stage !== undefined);
  if (staged.length === mention.choices.length) return stagedValues(sentence, mention, staged, all, lastYear);
  const [choice] = mention.choices;
  const next = all.find(({ start }) => start >= mention.end);
  const figure = figures.find(({ start }) => start >= mention.end);
  if (!choice || !figure || (next && next.start < figure.start) || figure.at - mention.end > REACH) return [];
  if (!BETWEEN.test(passage.text.slice(mention.end, figure.start)) || !fits(choice.indicator, figure)) return [];
  const { kind } = roleOf(figure, sentence);
  if (kind === "delta" || kind === "rate") return [];
  // 由85%提高到87%: the figure that was reached is the value
  const to = kind === "base" ? figures[figure.index + 1] : undefined;
  if (to && fits(choice.indicator, to) && roleOf(to, sentence).kind === "to")
    return [value(sentence, mention, choice.indicator, to, lastYear)];
  return [
    { ...value(sentence, mention, choice.indicator, figure, lastYear), ...(kind === "base" ? { aside: true } : {}) },
  ];
}

/** 校际差异系数小学、初中分别高于0.50、0.45; 生均公用经费：小学农村1635元、城市1535元，初中…… */
function stagedValues(
  sentence: Sentence,
  mention: Mention,
  choices: readonly Choice[],
  all: readonly Mention[],
  lastYear: number,
): IndicatorValue[] {
  const { passage, figures } = sentence;
  const until = all.find(({ start }) => start >= mention.end)?.start ?? sentence.end;
  const own = figures.filter((figure) => figure.start >= mention.end && figure.end <= until);
  const [first] = own;
  if (!first || first.at - mention.end > REACH) return [];
  const named = stagesIn(passage.text.slice(Math.max(sentence.start, mention.start - 16), first.start), choices);
  const list = listAfter(sentence, figures, mention.end);
  if (named.length > 1 && list.length === named.length)
    return list.flatMap((figure, place): IndicatorValue[] => {
      const choice = named[place];
      return choice && fits(choice.indicator, figure)
        ? [value(sentence, mention, choice.indicator, figure, lastYear)]
        : [];
    });
  let current: Choice | undefined = named.length === 1 ? named[0] : undefined;
  return own.flatMap((figure): IndicatorValue[] => {
    if (/高中|中职|职业|幼儿园|特教|特殊/.test(figure.head)) current = undefined;
    const said = stagesIn(figure.head, choices);
    if (said.length > 0) current = said.at(-1);
    if (!current || !fits(current.indicator, figure)) return [];
    return [value(sentence, mention, current.indicator, figure, lastYear)];
  });
}

/** The choices whose stage is named, in the order of the text; 高中 is not 初中, 普通高中 is 高中. */
function stagesIn(words: string, choices: readonly Choice[]): Choice[] {
  return choices
    .map((choice) => ({ choice, at: words.lastIndexOf(choice.stage ?? "") }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ choice }) => choice);
}

/** The indicator is the movement: 总体近视率降低了0.7个百分点, 检查评比事项减少53%. */
function movedValue(sentence: Sentence, mention: Mention): IndicatorValue[] {
  const { figures, passage } = sentence;
  const [choice] = mention.choices;
  const figure = figures.find(({ start }) => start >= mention.end);
  if (!choice || !figure || !fits(choice.indicator, figure) || figure.at - mention.end > REACH) return [];
  if (/[,;:]/.test(passage.text.slice(mention.end, figure.start))) return [];
  const role = roleOf(figure, sentence);
  if ((role.kind !== "delta" && role.kind !== "rate") || role.direction !== mention.moved) return [];
  return [{ indicator: choice.indicator, figure, sentence, passage, mention, aside: false }];
}

/** One dimension; a standard per pupil and year may be written as 元, 元/生 or 元/年. */
function fits({ unit }: Indicator, figure: Figure): boolean {
  if (figure.spelled && figure.unit !== "%") return false;
  if (sameDimension(unit, figure.unit)) return true;
  const money = (each: string): boolean => parseUnit(each).base.startsWith("元");
  return unit.includes("/") && money(unit) && money(figure.unit);
}

function value(
  sentence: Sentence,
  mention: Mention,
  indicator: Indicator,
  figure: Figure,
  lastYear: number,
): IndicatorValue {
  const { passage } = sentence;
  const clause =
    passage.text
      .slice(Math.max(sentence.start, mention.start - 24), figure.start)
      .split(/[;。]/)
      .at(-1) ?? "";
  const before = passage.text.slice(Math.max(sentence.start, mention.start - 4), mention.start);
  const planned =
    NOT_A_STATE.test(clause) ||
    /将(?:达|在|于|建成|实现|提高|进一步|继续|完成|会|逐步|不)/.test(clause) ||
    (figure.year ?? 0) > lastYear;
  const staged = mention.choices.some(({ stage }) => stage !== undefined);
  return { indicator, figure, sentence, passage, mention, aside: planned || (!staged && OTHER_SCOPE.test(before)) };
}

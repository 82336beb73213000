import { type Fault, faultsBy, missingAt } from "#core/prose/fault.ts";
import { ADVERBS, SUBJECTS, VERBS, YEAR_AHEAD } from "#core/prose/openers.ts";

const STOP = { kind: "lost-stop", certainty: "medium", replacement: "。" } as const;
const COMMA = { kind: "lost-comma", certainty: "medium", replacement: "，" } as const;

/** 增加8.59%2022年 → 增加8.59%。2022年 */
const percentThenYear = missingAt(new RegExp(`(?<=\\d[%％])(?=${YEAR_AHEAD})`, "g"), { ...STOP, certainty: "high" });

/** 33亿元2022年; an amount of a certain year's budget reads 500万元2022年度资金. */
const amountThenYear = missingAt(/(?<=\d[万亿]元)(?=(?:19|20)\d{2}年(?!度))/g, STOP);

/** 投入3000万元县教育局设立了 */
const amountThenSubject = missingAt(
  new RegExp(`(?<=\\d(?:[万亿]元|[%％]|余?[人名所个项]))(?=(?:${SUBJECTS})(?!.{0,4}(?:资金|专项|补助|拨款)))`, "g"),
  STOP,
);

/** 减少了53%社会事务: the statement ends with its figure, and a new one begins. 100%覆盖 is an adverb. */
const FIGURE_END =
  /(?<=(?:[增减提下上升降]\S{0,2}了|达到?|增长|增加|减少|下降|降低|提高到?|提升到?|上升|为|至|、|[%％])\d{1,9}(?:\.\d{1,4})?[%％])(?<!(?<!\d)100[%％])(?=[\u4e00-\u9fa5])(?!的|以|左|和|与|及|至|到|或|且|并|而|但|后|时|这|目标|水平|标准|比例|计|提|幅|区|覆盖|是|为|则|之|上|下|内|、|股|给|用|安排|列|拨|预算|纳入)/g;
/** …率达到100%建成了: a rate that comes to 100% ends its statement, while 100%覆盖 is an adverb. */
const ALL_END =
  /(?<=(?:率|比例|占比|比重|面)(?:均|都|已)?(?:达到?|为|是|保持在?)100[%％])(?=[\u4e00-\u9fa5])(?!的|以|左|和|与|及|至|到|或|且|并|而|但|后|时|这|目标|水平|标准|覆盖|达标|合格|完成|落实)/g;
const commaHere = ({ index }: RegExpExecArray): Fault => ({
  ...COMMA,
  start: index,
  end: index,
  readings: ["，", "。"],
});
const afterFigure = faultsBy(FIGURE_END, commaHere);
const afterAll = faultsBy(ALL_END, commaHere);

/** 高于0.50、0.45加快完善: a figure without a unit, then a new clause. */
const bareFigure = missingAt(new RegExp(`(?<=\\d\\.\\d{1,4})(?=(?:${ADVERBS}|${VERBS})[\\u4e00-\\u9fa5])`, "g"), STOP);

/** 面积200平方公里辖8个镇 */
const areaThenVerb = missingAt(/(?<=\d(?:平方公里|平方千米))(?=下?辖\d)/g, COMMA);

/** 办法教师节期间, : a time that opens a sentence, right behind a noun. */
const SEASONS =
  "教师节|国庆节|国庆|春节|元旦|儿童节|劳动节|端午节|中秋节|清明节|寒暑假|寒假|暑假|节假日|疫情防控|疫情|高考|中考|开学|期末";
const timeBehindNoun = missingAt(
  new RegExp(
    `(?<=[\\u4e00-\\u9fa5》）)](?<![在于年月的和、及与是从对除到每个当重大为等至了各本即年的届前后此次季间庆末六一五])(?<!尤其|特别))(?=(?:${SEASONS})期间[，,])`,
    "g",
  ),
  STOP,
);

/** …的理念2021年，我区…: a time that opens a sentence, right behind a noun. */
const yearBehindNoun = missingAt(
  /(?<=[\u4e00-\u9fa5]{3})(?<![在于自从至到较比按以及和与的年为是将即对据了同给每上下前后度]|力争|预计|计划|其中|包括|争取|确保|实现|例如|分别|尤其|特别|全面|始终|关于|印发|截止)(?=(?:19|20)\d{2}年(?:\d{1,2}月)?(?:以来|底|至今|起|春季|秋季)?[，,])/g,
  STOP,
);

/** 选用审定读物审定读物均由: a clause ends and the next begins with the same words. */
const repeated = faultsBy(/([\u4e00-\u9fa5]{4,12})(?=\1)/g, ({ index, 0: words }) => {
  const place = index + words.length;
  // 大力大力 and the like are a doubled word, not two clauses
  return { ...COMMA, start: place, end: place, because: `“${words}”接连出现两次` };
});

/** 严格落实…责任制全面加强课堂…: two clauses, each with adverb, verb and object, run into one. */
const CLAUSE = `(?:${ADVERBS})(?:${VERBS})`;
/** 推动各地切实履行职责 is one clause: such verbs take another statement as their object. */
const PLAIN_VERBS = "坚持|加强|落实|完善|建立|健全|优化|深化|强化|贯彻|实施|打造|构建|扩大|规范|健全完善";
const NO_NOUN = "[的地得并和与以可要能将需应更会再就都也还已为对在把被让使及或、于从向等正未不而且则即着了《“（(｜|]";
const runOn = missingAt(
  new RegExp(
    `(?<=(?:^|[，,。；;：:])(?:[^，,。；;：:！？!?\\n]{0,12}${CLAUSE}|(?:${PLAIN_VERBS}))[^，,。；;：:！？!?\\n]{3,26})(?<!${NO_NOUN})(?<!以来|基础上|过程中|教师|学校|学生|各地|政府|部门|教育|企业|单位|干部|区县|队伍|作用|人员)(?=${CLAUSE}(?!了?[，,。；;]|情况|工作|机制|体系|行动|工程|计划|格局|态势)[\\u4e00-\\u9fa5]{2})`,
    "g",
  ),
  COMMA,
);

/** 普惠率公办园占比分别达到: two indicators that are told apart by 分别 stand without 、. */
const RATIO = "率|占比|比例|比重|系数";
const twoIndicators = missingAt(
  new RegExp(
    `(?<=[\\u4e00-\\u9fa5](?:${RATIO}))(?=[\\u4e00-\\u9fa5]{2,16}(?:${RATIO})(?:均|也|已)?分别)(?!分别|和|与|及|、)`,
    "g",
  ),
  { ...COMMA, replacement: "、" },
);

/** 10所…学校7所转为…: a whole and a part of it, counted alike, with nothing between. */
const partOfWhole = faultsBy(
  /(?<![\d.])(\d{1,5})([所个名家人项])[^\d，,。；;：:、！？\n]{1,20}(?<![含有中共为内其外余加建办达到设过等约近和及与或于将把对每成的出个了是招])(?=(\d{1,5})\2(?:已|均|全部|转为|改为|完成|获|被|达到|通过|建成|停办|未))/g,
  ({ index, 0: all, 1: whole = "", 3: part = "" }) => {
    const place = index + all.length;
    if (Number(part) > Number(whole)) return undefined;
    return {
      kind: "lost-word",
      start: place,
      end: place,
      certainty: "medium",
      replacement: "中",
      readings: ["中", "，"],
    };
  },
);

/** 《关于印发方案的》: the title of a paper ends with its kind. */
const titleWithoutKind = faultsBy(/的(?=》)/g, ({ index }) => ({
  kind: "lost-title-end",
  start: index + 1,
  end: index + 1,
  certainty: "low",
  readings: ["的通知》", "的意见》", "的函》"],
}));

/** Places where a sentence or a clause ended and its mark is gone. */
export const lostStopFaults = (text: string): Fault[] =>
  [
    percentThenYear,
    amountThenYear,
    amountThenSubject,
    afterFigure,
    afterAll,
    bareFigure,
    areaThenVerb,
    timeBehindNoun,
    yearBehindNoun,
    repeated,
    runOn,
    twoIndicators,
    partOfWhole,
    titleWithoutKind,
  ].flatMap((detect) => detect(text));

import type { Figure, Sentence } from "#core/numbers/passage.ts";

export type Direction = "up" | "down";

/**
 * now: a state · base: what it is compared with · to: a state reached by a movement, whose base may stand before it ·
 * delta: an absolute change or a change in 百分点 · rate: a change in percent or multiples
 */
export type Role = { kind: "now" | "base" | "to" } | MovementRole;

export interface MovementRole {
  kind: "delta" | "rate";
  direction: Direction;
  /** 年均: a compound rate */
  yearly: boolean;
  /** 分别: one of several that are told in a row */
  spread: boolean;
}

/** 新增 names what came new, not a difference of two figures that stand there. */
const MOVE =
  /(?<up>(?<!新|递|倍)增(?:长|加|幅|速|收|量|高|多)?|提高|提升|上升|上涨|上浮|扩大|升高|高出|(?<![最新递倍])增)|(?<down>减少|下降|下滑|降低|降幅|缩减|缩小|压减|压缩|回落|减幅|降|(?<![削加裁])减)/g;
/** what may stand between the word of movement and its figure */
const LINK =
  /^(?:了|率|幅度|幅|速度|速|比例|比率|额|量|数|值|达到|达|为|是|有|约|共|均|分别|各|又|近|高达|超过|超|同比|合计|累计|[:\s])*$/;
const REACHED =
  /^(?:了|和|、|至今|年|的|后)*(?:到了?|至|为)(?:(?:20\d\d年|今年|本年|目前|现在|当前|现)(?:度|底|末)?)?(?:的|约|近)?$/;
/** 高29314元, 多100元: only after a comparison */
const MORE = /(?:(?<up>高|多)|(?<down>低|(?<!至|不|减|缺|最)少))(?:了|出)?(?:约|近)?$/;

const TIMES =
  "(?:上一?年度?|去年|前年|上一?学年度?|同期|上年同期|年初|上期|基期|期初|(?:19|20)\\d\\d(?:[—-]\\d{4})?(?:学)?年(?:度|底|末|初)?|“?十[一二三四]五”?(?:期?末|期间)?|原来|原有|此前|之前|全国|全市|全省|平均|标准|公务员)";
const COMPARED = new RegExp(
  `(?:(?<![占同环对评生百相])比(?![例率重赛值较])|相比于?|相较于?|(?<![比计])较(?![大高好为多长强小低少快])|对比)[^,;:。]{0,12}${TIMES}[^,;:。]{0,14}$`,
);
const PRIOR = /^(?:其?中?)?(?:而)?(?:上一?年度?|去年|上一?学年|上年同期|去年同期|前年)(?:同期)?[^\d比较]{0,12}$/;
const FROM = /(?:由|从)[^,;:。到至]{0,18}$/;

/** The word of movement that governs the figure, if one does, and what stands between the two. */
function movementIn(head: string): { direction: Direction; between: string; before: string } | undefined {
  const last = [...head.matchAll(MOVE)].at(-1);
  if (!last) return undefined;
  return {
    direction: last.groups?.up === undefined ? "down" : "up",
    between: head.slice(last.index + last[0].length),
    before: head.slice(0, last.index),
  };
}

const told = new WeakMap<Figure, Role>();

/** What part a figure plays in a movement, by the words around it. */
export function roleOf(figure: Figure, sentence: Sentence): Role {
  const role = told.get(figure) ?? readRole(figure, sentence);
  told.set(figure, role);
  return role;
}

function nextOf({ index }: Figure, { figures }: Sentence): Figure | undefined {
  let place = index + 1;
  while (figures[place]?.spelled) place += 1;
  return figures[place];
}

function readRole(figure: Figure, sentence: Sentence): Role {
  const { head } = figure;
  const movement = movementIn(head);
  const relative = figure.unit === "%" || figure.unit === "倍" || figure.unit === "‰";
  if (movement && LINK.test(movement.between))
    return {
      kind: relative ? "rate" : "delta",
      direction: movement.direction,
      yearly: /年均|年平均|平均每年|每年/.test(head),
      spread: /分别|各/.test(movement.between) || /分别/.test(movement.before),
    };
  if (movement && REACHED.test(movement.between)) return { kind: "to" };
  const compared = COMPARED.test(head);
  if (compared) return { kind: "base" };
  const more = MORE.exec(head);
  if (more && /比|较/.test(clauseBefore(sentence, figure)))
    return { kind: "delta", direction: more.groups?.up === undefined ? "down" : "up", yearly: false, spread: false };
  if (PRIOR.test(head) || /^的?(?:基础|基数)上/.test(figure.tail) || inBrackets(sentence, figure))
    return { kind: "base" };
  const next = FROM.test(head) ? nextOf(figure, sentence) : undefined;
  if (next !== undefined && leadsTo(next)) return { kind: "base" };
  return { kind: "now" };
}

/** 比上年(24.07亿元)增加 */
const inBrackets = ({ passage }: Sentence, { head, start, end }: Figure): boolean =>
  head === "" &&
  passage.text.charAt(start - 1) === "(" &&
  passage.text.charAt(end) === ")" &&
  COMPARED.test(passage.text.slice(Math.max(0, start - 24), start - 1));

/** The next figure is where the movement ends: 由…增加到…, 从…到… */
function leadsTo(next: Figure): boolean {
  const movement = movementIn(next.head);
  return movement ? REACHED.test(movement.between) : /^[^\d]{0,10}(?:到|至)(?:\d{4}年)?的?$/.test(next.head);
}

const clauseBefore = ({ passage }: Sentence, { start }: Figure): string =>
  passage.text
    .slice(Math.max(0, start - 30), start)
    .split(/[;。]/)
    .at(-1) ?? "";

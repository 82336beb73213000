import { parseExpression } from "feelin";
import type { Field } from "#core/field/definition.ts";
import { analyse, PRIOR } from "#core/rule/grammar.ts";

/** Something that is wrong with an expression while it is written, where it stands, and what to do. */
export interface ExpressionMark {
  /** offsets into the expression, UTF-16 units; equal = something is missing there */
  from: number;
  to: number;
  message: string;
  /** what to write there instead */
  repair?: string;
}

interface Fields {
  get: (key: string) => Field | undefined;
  keys: () => Iterable<string>;
}

/** Everything that can be told of an expression without figures, in the order of the text. Nothing of an empty one. */
export function expressionFaults(expression: string, fields: Fields): ExpressionMark[] {
  if (expression.trim() === "") return [];
  const wide = wideSigns(expression);
  if (wide.length > 0) return wide;
  const broken = syntaxFaults(expression);
  if (broken.length > 0) return broken;
  const read = analyse(expression, (name) => fields.get(name)?.type);
  if (!read.ok) return [read.error];
  return namesIn(expression).flatMap(({ name, prior, from, to }) => {
    if (read.value.unknown.includes(name) && fields.get(name) === undefined) return unknownName(name, from, to, fields);
    const field = fields.get(name);
    return prior && field?.type === "number" && field.prior === undefined
      ? [{ from, to, message: `“${name}”没有设上期，请先在数据项中填写“上期”` }]
      : [];
  });
}

const NARROW: Readonly<Record<string, string>> = {
  "（": "(",
  "）": ")",
  "，": ",",
  "、": ",",
  "＞": ">",
  "＜": "<",
  "＝": "=",
  "！": "!",
  "“": '"',
  "”": '"',
  "。": ".",
  "．": ".",
  "≥": ">=",
  "≤": "<=",
  "≠": "!=",
};

/** Signs as a Chinese keyboard gives them; those inside a text are the text's own. */
function wideSigns(expression: string): ExpressionMark[] {
  const marks: ExpressionMark[] = [];
  for (const { 0: found, index } of expression.matchAll(/"(?:[^"\\]|\\.)*"|[（），、＞＜＝！“”。．≥≤≠]/gu)) {
    const repair = NARROW[found];
    if (repair === undefined) continue;
    marks.push({ from: index, to: index + found.length, message: `“${found}”请改为半角的 ${repair}`, repair });
  }
  return marks;
}

function syntaxFaults(expression: string): ExpressionMark[] {
  const marks: ExpressionMark[] = [];
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && !marks.some((mark) => mark.from <= from && to <= mark.to))
        marks.push(broken(expression, from, to));
    },
  });
  return marks;
}

function broken(expression: string, from: number, to: number): ExpressionMark {
  const quote = unclosedText(expression);
  if (quote !== undefined) return { from: quote, to: expression.length, message: '这段文字缺少后面的引号，请补上 "' };
  const open = unclosed(expression);
  if (open !== undefined) return { from: open, to: open + 1, message: "这个括号没有配对，请补上“)”或删去" };
  const end = expression.trimEnd().length;
  if (from >= end) return { from: end, to: end, message: "表达式到这里还没有写完" };
  const text = expression.slice(from, to);
  return {
    from,
    to,
    message: text === "" ? "此处缺少内容，或前后多了符号" : `“${text}”放在这里不成立，请检查前后的写法`,
  };
}

/** The bracket that has no partner; those inside a text do not count. */
function unclosed(expression: string): number | undefined {
  const open: number[] = [];
  for (const { 0: found, index } of expression.matchAll(/"(?:[^"\\]|\\.)*"|[()]/g)) {
    if (found === "(") open.push(index);
    else if (found === ")" && open.pop() === undefined) return index;
  }
  return open.at(-1);
}

const unclosedText = (expression: string): number | undefined => {
  const rest = expression.replace(/"(?:[^"\\]|\\.)*"/g, (text) => " ".repeat(text.length));
  const at = rest.indexOf('"');
  return at < 0 ? undefined : at;
};

interface NamePlace {
  name: string;
  /** it stands behind 上年. */
  prior: boolean;
  from: number;
  to: number;
}

function namesIn(expression: string): NamePlace[] {
  const places: NamePlace[] = [];
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ name, from, to }) => {
      const text = expression.slice(from, to);
      if (name === "PathName") places.push({ name: text, prior: true, from, to });
      else if (name === "VariableName" && text !== PRIOR) places.push({ name: text, prior: false, from, to });
    },
  });
  return places;
}

function unknownName(name: string, from: number, to: number, fields: Fields): ExpressionMark[] {
  const gap = /\s+/.exec(name);
  if (gap) return [{ from, to, message: `“${name.slice(0, gap.index)}”后面缺少符号，例如 >=、and；名称中没有空格` }];
  const like = nearest(name, fields.keys());
  const message = `没有名为“${name}”的数据项`;
  return like === undefined
    ? [{ from, to, message: `${message}，请从提示中选用` }]
    : [{ from, to, message: `${message}，是否为“${like}”？`, repair: like }];
}

const LEAST_SHARE = 0.5;

/** The name that shares most pairs of signs with it, if it shares most of them. There may be thousands of names. */
function nearest(name: string, keys: Iterable<string>): string | undefined {
  const wanted = Array.from({ length: name.length - 1 }, (_, at) => name.slice(at, at + 2));
  let best: { key: string; share: number } | undefined;
  for (const key of keys) {
    const most = (2 * Math.min(wanted.length, key.length - 1)) / (wanted.length + key.length - 1);
    if (most <= (best?.share ?? LEAST_SHARE)) continue;
    let both = 0;
    for (const pair of wanted) if (key.includes(pair)) both += 1;
    const share = (2 * both) / (wanted.length + key.length - 1);
    if (share > (best?.share ?? LEAST_SHARE)) best = { key, share };
  }
  return best?.key;
}

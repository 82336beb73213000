import { isNumeralCharacter, readNumeral } from "#core/numbers/numeral.ts";
import type { Quantity } from "#core/numbers/quantity.ts";
import { type Bound, hedgeAfter, hedgeBefore, joinBounds } from "#core/quantity/bound.ts";
import { multiplyDecimals } from "#core/quantity/decimal.ts";
import { MAX_DIGITS, parseDecimal } from "#core/quantity/decimal-text.ts";
import { unitAt } from "#core/quantity/measure.ts";

const NUMBER = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;
const PER = /元\/(?:生|人|所|校|班|年|月|平方米|㎡)(?:[·•/.]?年)?/y;
const TO = /[—\-~至](?=\d)/y;
/** powers of ten that are part of the number, not of the unit: 3千人 */
const POWERS: ReadonlyMap<string, string> = new Map([
  ["百", "100"],
  ["千", "1000"],
]);

export interface RawNumber {
  value: string;
  end: number;
}

/** Digits at `at`, thousands separators removed; undefined for what is too long to be a figure. */
export function readDigits(text: string, at: number): { raw: RawNumber | undefined; end: number } {
  NUMBER.lastIndex = at;
  if (!NUMBER.test(text)) return { raw: undefined, end: at + 1 };
  const end = NUMBER.lastIndex;
  const typed = text.slice(at, Math.min(end, at + MAX_DIGITS * 2));
  const parsed = parseDecimal(typed);
  return { raw: parsed.ok && end - at <= MAX_DIGITS * 2 ? { value: parsed.value, end } : undefined, end };
}

interface Tail {
  end: number;
  unit: string;
  power: string | undefined;
  bound: Bound | undefined;
}

/** 余, and 多 before a scale or unit: 30多次, but not 2多媒体. */
const isMore = (text: string, at: number): boolean =>
  text.charAt(at) === "余" ||
  (text.charAt(at) === "多" && (/[百千万亿%]/.test(text.charAt(at + 1)) || unitAt(text, at + 1) !== undefined));

/** What follows the digits: 余, 万, unit, 以上. */
function readTail(text: string, at: number): Tail {
  let end = at;
  let bound: Bound | undefined;
  const more = (): void => {
    if (!isMore(text, end)) return;
    bound = ">";
    end += 1;
  };
  more();
  const power = POWERS.get(text.charAt(end));
  if (power !== undefined) end += 1;
  const scale = /[万亿]/.test(text.charAt(end)) ? text.charAt(end) : "";
  if (scale !== "") end += 1;
  more();
  let unit = "";
  if (/[%‰]/.test(text.charAt(end))) {
    unit = text.charAt(end);
    end += 1;
  } else if (text.startsWith("个百分点", end) || text.startsWith("百分点", end)) {
    end += text.charAt(end) === "个" ? 4 : 3;
    unit = "百分点";
  } else {
    PER.lastIndex = end;
    const per = PER.exec(text)?.[0];
    const plain = per === undefined ? unitAt(text, end) : undefined;
    end += (per ?? plain ?? "").length;
    unit = per === undefined ? (plain ?? "") : per.replace(/[•/.·]年$/, "·年");
  }
  if (unit !== "" && /^[年天日倍元]$|个月|小时/.test(unit) && /[余多]/.test(text.charAt(end)) && bound === undefined) {
    bound = ">";
    end += 1;
  }
  const hedge = hedgeAfter(text, end);
  return {
    end: end + (hedge?.length ?? 0),
    unit: scale + unit,
    power,
    bound: hedge ? joinBounds(bound, hedge.bound) : bound,
  };
}

/** A figure whose number has been read: hedges on both sides, scale, unit, range. */
export function readFigure(text: string, at: number, number: RawNumber, spelled: boolean): Quantity {
  const before = hedgeBefore(text, at);
  const tail = readTail(text, number.end);
  const second = rangeEnd(text, at, tail, number.end);
  const last = second?.tail ?? tail;
  const whole = (value: string): string => (last.power === undefined ? value : multiplyDecimals(value, last.power));
  return {
    kind: second ? "range" : "amount",
    start: at - (before?.length ?? 0),
    end: last.end,
    at,
    value: whole(number.value),
    ...(second ? { upper: whole(second.value) } : {}),
    unit: last.unit,
    bound: joinBounds(before?.bound, last.bound),
    spelled,
  };
}

/** 3—5所, 30%—40%; 由3所至5所 is a movement, not a range. */
function rangeEnd(text: string, at: number, tail: Tail, numberEnd: number): { value: string; tail: Tail } | undefined {
  TO.lastIndex = tail.end;
  const to = TO.exec(text)?.[0];
  if (to === undefined || (tail.end > numberEnd && to === "-")) return undefined;
  if (to === "至" && /[由从自][^,;。]{0,12}$/.test(text.slice(Math.max(0, at - 14), at))) return undefined;
  const { raw } = readDigits(text, tail.end + 1);
  if (!raw) return undefined;
  const second = readTail(text, raw.end);
  return tail.unit === "" || tail.unit === second.unit ? { value: raw.value, tail: second } : undefined;
}

const HUNDREDTHS = "百分之";

/** 百分之五点二, 三分之二, 一半; and 十二所, 两个, where a unit follows. */
export function readSpelled(text: string, at: number): Quantity | { end: number } {
  const skip = { end: at + 1 };
  if (text.startsWith(HUNDREDTHS, at)) {
    const from = at + HUNDREDTHS.length;
    const number = /\d/.test(text.charAt(from)) ? readDigits(text, from).raw : readNumeral(text, from);
    if (!number) return skip;
    const figure = readFigure(text, at, number, true);
    return { ...figure, unit: "%", end: number.end, bound: figure.bound };
  }
  const first = readNumeral(text, at);
  if (!first) {
    let end = at;
    while (isNumeralCharacter(text.charAt(end))) end += 1;
    return { end: Math.max(end, at + 1) };
  }
  if (text.startsWith("分之", first.end)) {
    const second = readNumeral(text, first.end + 2);
    if (!second) return { end: first.end };
    return {
      kind: "fraction",
      start: at,
      at,
      end: second.end,
      value: second.value,
      upper: first.value,
      unit: "",
      bound: "=",
      spelled: true,
    };
  }
  if (/[第初周星]/.test(text.charAt(at - 1))) return { end: first.end };
  const figure = readFigure(text, at, first, true);
  return figure.unit === "" ? { end: first.end } : figure;
}

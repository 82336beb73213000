import { foldWidth } from "#core/numbers/fold.ts";
import { isNumeralCharacter } from "#core/numbers/numeral.ts";
import type { Quantity } from "#core/numbers/quantity.ts";
import { readDate } from "#core/numbers/read-date.ts";
import { readDigits, readFigure, readSpelled } from "#core/numbers/read-figure.ts";

const LETTER = /[A-Za-z+_#@&]/;
const OPENING = "〔﹝[【《";
const NUMBERING = /^\s*[(]?\d{1,2}(?:[.、)](?!\d)|\.(?=(?:19|20)\d\d年))/;
/** digits of a code are many and have no unit: index numbers, telephone numbers */
const CODE_DIGITS = 8;
const SEASONS = /(?:今年|去年|当年|全年)?(?:上半年|下半年|前三季度|一季度)/y;

/** Every quantity, date and label of a text, in order, with its place. Linear in the length of the text. */
export function quantitiesIn(text: string): Quantity[] {
  return quantitiesOf(foldWidth(text));
}

/** The same for text that has been folded. */
export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = [];
  let at = 0;
  const numbering = NUMBERING.exec(text)?.[0].length;
  if (numbering !== undefined) {
    found.push(label(text, 0, numbering));
    at = numbering;
  }
  while (at < text.length) {
    const read = readAt(text, at);
    if ("kind" in read) found.push(read);
    at = Math.max(read.end, at + 1);
  }
  return found;
}

const label = (text: string, at: number, end: number): Quantity => ({
  kind: "label",
  start: at,
  end,
  at,
  value: text.slice(at, Math.min(end, at + 40)),
  unit: "",
  bound: "=",
  spelled: false,
});

function readAt(text: string, at: number): Quantity | { end: number } {
  const character = text.charAt(at);
  if (character >= "0" && character <= "9") return readDigitsAt(text, at);
  if (isNumeralCharacter(character)) return readSpelled(text, at);
  if (character === "上" || character === "下" || character === "前") {
    SEASONS.lastIndex = at;
    if (SEASONS.test(text)) return { ...label(text, at, SEASONS.lastIndex), kind: "period", partial: true };
  }
  return { end: at + 1 };
}

function readDigitsAt(text: string, at: number): Quantity | { end: number } {
  const { raw, end } = readDigits(text, at);
  const before = text.charAt(at - 1);
  const after = text.charAt(end);
  if (!raw || LETTER.test(before) || LETTER.test(after)) return label(text, at, end);
  if (before === "第" || after === "号" || (before !== "" && OPENING.includes(before))) return label(text, at, end);
  const date = readDate(text, at);
  if (date) return date;
  if (before === "“" && after === "”") return label(text, at, end);
  if (after === ":" && /\d/.test(text.charAt(end + 1))) {
    const second = readDigits(text, end + 1);
    if (second.raw && text.charAt(second.end) !== ":")
      return {
        kind: "proportion",
        start: at,
        at,
        end: second.end,
        value: raw.value,
        upper: second.raw.value,
        unit: "",
        bound: "=",
        spelled: false,
      };
    return label(text, at, second.end);
  }
  const figure = readFigure(text, at, raw, false);
  const bare = figure.unit === "" && figure.kind === "amount";
  if (bare && (raw.value.length > CODE_DIGITS || (text.charAt(at) === "0" && /^0\d/.test(text.slice(at, at + 2)))))
    return label(text, at, end);
  return figure;
}

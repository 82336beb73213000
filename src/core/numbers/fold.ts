/** Full-width characters and look-alikes that mean the same to a reader of figures; one for one, so places stay. */
const FOLD: ReadonlyMap<string, string> = new Map([
  ["，", ","],
  ["；", ";"],
  ["：", ":"],
  ["∶", ":"],
  ["（", "("],
  ["）", ")"],
  ["％", "%"],
  ["．", "."],
  ["？", "?"],
  ["！", "!"],
  ["／", "/"],
  ["－", "-"],
  ["–", "—"],
  ["～", "~"],
  ["〜", "~"],
  ["〇", "零"],
]);

const FULL_DIGIT = /[０-９]/g;
const FOLDED = /[，；：∶（）％．？！／－–～〜〇]/g;

export const foldWidth = (text: string): string =>
  text
    .replace(FULL_DIGIT, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(FOLDED, (mark) => FOLD.get(mark) ?? mark);

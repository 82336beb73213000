const DIGITS = "零一二三四五六七八九";
const digit = (character: string): number | undefined => {
  const at = DIGITS.indexOf(character.replace("〇", "零").replace("两", "二"));
  return at < 0 ? undefined : at;
};

/** 一百, 七十五, 二十, 100 → the number; undefined where it is none. Up to 999. */
export function chineseNumber(text: string): number | undefined {
  const arabic = text.normalize("NFKC");
  if (/^\d{1,4}$/.test(arabic)) return Number(arabic);
  const match = /^(?:([一二三四五六七八九两])百)?零?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === "" || text === "零") return undefined;
  const [, hundreds, tens, ones] = match;
  const part = (character: string | undefined): number => (character === undefined ? 0 : (digit(character) ?? 0));
  const ten = text.includes("十") ? (tens === undefined ? 1 : part(tens)) : 0;
  return part(hundreds) * 100 + ten * 10 + part(ones);
}

/** 二〇二一 → 2021: a year spelt digit by digit. */
export function spelledYear(text: string): number | undefined {
  const digits = [...text].map(digit);
  return digits.length === 4 && digits.every((each) => each !== undefined) ? Number(digits.join("")) : undefined;
}

/** 2021 → 二〇二一. */
export const spellYear = (year: number): string =>
  [...String(year)].map((each) => "〇一二三四五六七八九"[Number(each)]).join("");

/** Numbers written in characters: 两, 十二, 三百零五, 一点五. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ["零", 0],
  ["一", 1],
  ["二", 2],
  ["两", 2],
  ["三", 3],
  ["四", 4],
  ["五", 5],
  ["六", 6],
  ["七", 7],
  ["八", 8],
  ["九", 9],
]);
const TENS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
]);

/** Longer runs are no numbers of a report. */
const LONGEST = 9;

export interface Numeral {
  value: string;
  end: number;
}

export const isNumeralCharacter = (character: string): boolean => DIGITS.has(character) || TENS.has(character);

/** Reads a number in characters at `at`; runs that are no number (三三, 百十) are refused. */
export function readNumeral(text: string, at: number): Numeral | undefined {
  let end = at;
  while (end - at < LONGEST && isNumeralCharacter(text.charAt(end))) end += 1;
  if (end === at || isNumeralCharacter(text.charAt(end))) return undefined;
  const whole = wholeOf(text.slice(at, end));
  if (whole === undefined) return undefined;
  if (text.charAt(end) !== "点") return { value: String(whole), end };
  let fraction = "";
  let next = end + 1;
  while (fraction.length < LONGEST && DIGITS.has(text.charAt(next))) {
    fraction += String(DIGITS.get(text.charAt(next)));
    next += 1;
  }
  return fraction === "" ? { value: String(whole), end } : { value: `${whole}.${fraction}`, end: next };
}

function wholeOf(run: string): number | undefined {
  let total = 0;
  let digit: number | undefined;
  let below = 10_000;
  for (const character of run) {
    const power = TENS.get(character);
    if (power === undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = DIGITS.get(character);
      continue;
    }
    if (power >= below || (digit === undefined && total > 0) || (digit === undefined && power > 10)) return undefined;
    total += (digit ?? 1) * power;
    below = power;
    digit = undefined;
  }
  return total + (digit ?? 0);
}

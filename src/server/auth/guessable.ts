import { ENGLISH, GIVEN, NUMBERS, OFFICE, PHRASES, PLACES, SURNAMES } from "#server/auth/password-words.ts";

const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "0123456789"];
const COLUMNS = [
  "1qaz",
  "2wsx",
  "3edc",
  "4rfv",
  "5tgb",
  "6yhn",
  "7ujm",
  "8ik",
  "9ol",
  "0p",
  "qaz",
  "wsx",
  "edc",
  "rfv",
  "tgb",
];
const backwards = (text: string): string => [...text].reverse().join("");
const LINES = [...ROWS, ...ROWS.map(backwards)];

/** Surname with given name, in either order, and surname alone with two given names of one letter each. */
const NAMES = SURNAMES.flatMap((surname) => GIVEN.flatMap((given) => [surname + given, given + surname]));

const WORDS: ReadonlySet<string> = new Set([
  ...[...PHRASES, ...OFFICE, ...PLACES, ...ENGLISH, ...NUMBERS].filter((word) => word.length >= 2),
  ...NAMES.filter((name) => name.length >= 4),
  ...GIVEN.filter((name) => name.length >= 5),
  ...COLUMNS,
  ...COLUMNS.map(backwards),
]);
const LONGEST = Math.max(...[...WORDS].map((word) => word.length));
/** What is tried first is put together from so many pieces at most; a longer row of words is a passphrase. */
const MAX_PIECES = 3;

const LEET: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};
const PLAIN = /[^a-z0-9\u4e00-\u9fff]/g;

/**
 * Whether a password is among those that guessing begins with: known words, names, walks over the keyboard, dates,
 * telephone numbers and repetitions, up to three of them one after the other, whatever the case, the separators and the
 * usual replacements of letters. These rules stand for millions of entries of a list.
 */
export function isGuessable(password: string): boolean {
  const folded = password.normalize("NFKC").toLowerCase();
  if (new Set(folded).size < 4 || isRepeated(folded)) return true;
  const unleeted = [...folded].map((letter) => LEET[letter] ?? letter).join("");
  // a base with digits behind it keeps its digits while its letters are put back
  const trailing = /^(.*?)(\d{1,8})$/.exec(folded);
  const mixed = trailing
    ? [...(trailing[1] ?? "")].map((letter) => LEET[letter] ?? letter).join("") + trailing[2]
    : folded;
  return [folded, unleeted, mixed].some((variant) => isMadeOfPieces(variant.replace(PLAIN, "")));
}

function isMadeOfPieces(text: string): boolean {
  if (text.length < 4) return true;
  if (isRepeated(text)) return true;
  const fewest: number[] = [0];
  for (let end = 1; end <= text.length; end += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let start = Math.max(0, end - Math.max(LONGEST, 18)); start < end; start += 1) {
      const before = fewest[start] ?? Number.POSITIVE_INFINITY;
      if (before < MAX_PIECES && before + 1 < least && isPiece(text, start, end)) least = before + 1;
    }
    fewest.push(least);
  }
  return (fewest[text.length] ?? Number.POSITIVE_INFINITY) <= MAX_PIECES;
}

function isPiece(text: string, start: number, end: number): boolean {
  const piece = text.slice(start, end);
  if (WORDS.has(piece)) return true;
  if (/^\d+$/.test(piece)) return isPlainNumber(piece);
  if (isWalk(piece)) return true;
  if (piece.length >= 3 && new Set(piece).size === 1) return true;
  // initials before or behind numbers
  const beside = text.slice(0, start) + text.slice(end);
  return /^[a-z]{1,3}$/.test(piece) && /^\d+$/.test(beside);
}

const isWalk = (piece: string): boolean => piece.length >= 3 && LINES.some((line) => line.includes(piece));

const MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
const YEAR = "(?:19[3-9]\\d|20[0-3]\\d)";
const TELEPHONE = "1[3-9]\\d{9}";
/** region, birthday and a serial number: what stands on an identity card */
const IDENTITY = `[1-8]\\d{5}${YEAR}${MONTH_DAY}\\d{3,4}`;
const DATES = new RegExp(
  `^(?:${YEAR}${MONTH_DAY}|\\d{2}${MONTH_DAY}|${MONTH_DAY}${YEAR}|${YEAR}\\d{1,2}|${TELEPHONE}|${IDENTITY})$`,
);

function isPlainNumber(digits: string): boolean {
  return digits.length <= 4 || DATES.test(digits) || isWalk(digits) || isRepeated(digits) || NUMBERS.includes(digits);
}

/** One piece over and over: abcabcabc. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length)) return true;
  return false;
}

/** What a figure has from its decimal point on: ".46", "%", "余". */
const tailOf = (text: string): string => /(?<=^[^\d]*[\d,]+)(?:\.\d+)?[^\d]*$/u.exec(text)?.[0] ?? "";

interface Tail {
  point: string;
  digits: number;
  rest: string;
}

function tail(text: string): Tail {
  const [, point = "", digits = "", rest = ""] = /^(\.?)(\d*)(.*)$/su.exec(tailOf(text)) ?? [];
  return { point, digits: digits.length, rest };
}

/**
 * For each figure of a column what must follow it, unseen, so that decimal points stand under one another when the
 * cells are set flush right.
 */
export function decimalPads(texts: readonly string[]): string[] {
  const tails = texts.map(tail);
  const digits = Math.max(0, ...tails.map((each) => each.digits));
  const rest = tails.reduce((longest, each) => (each.rest.length > longest.length ? each.rest : longest), "");
  return tails.map((each) => {
    const point = digits > 0 && each.point === "" ? "." : "";
    return `${point}${"0".repeat(digits - each.digits)}${rest.slice(each.rest.length)}`;
  });
}

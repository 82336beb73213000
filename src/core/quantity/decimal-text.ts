import { err, ok, type Result } from "#core/result.ts";

export type DecimalFault = "not-a-number" | "too-long";

export const MAX_DIGITS = 24;
const GROUPED = /^[+-]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?$/;
const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

const narrow = (text: string): string =>
  text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．]/g, ".")
    .replace(/[，]/g, ",")
    .replace(/[－−﹣]/g, "-")
    .replace(/[＋]/g, "+")
    .replace(/[\u3000\u00a0\u2009\u202f]/g, " ")
    .replace(/^([+-]) +/, "$1");

/**
 * Reads what a person typed (full-width digits, 1,234.50, 1 234.50) into a canonical decimal string.
 * A blank that groups no thousands is refused: "12 34" is two cells pasted into one, not 1234.
 */
export function parseDecimal(text: string): Result<string, DecimalFault> {
  let typed = narrow(text);
  if (GROUPED.test(typed)) typed = typed.replace(/[, ]/g, "");
  if (!PLAIN.test(typed)) return err("not-a-number");
  const sign = typed.startsWith("-") ? "-" : "";
  const [whole = "", fraction] = typed.replace(/^[+-]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  if (digits.length + (fraction?.length ?? 0) > MAX_DIGITS) return err("too-long");
  const value = fraction ? `${digits}.${fraction}` : digits;
  return ok(/^[0.]+$/.test(value) ? value : sign + value);
}

/** Whether the string is already what parseDecimal makes of it. */
export function isCanonicalDecimal(text: string): boolean {
  const parsed = parseDecimal(text);
  return parsed.ok && parsed.value === text;
}

/** Digits after the point, as displayed: "5.10" has 2. */
export const decimalPlaces = (value: string): number => value.split(".")[1]?.length ?? 0;

/** "1234567.80" → "1,234,567.80", for tables. */
export function groupDigits(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  growthPercent,
  multiplyDecimals,
  numberOfDecimal,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { decimalPlaces, groupDigits, isCanonicalDecimal, parseDecimal } from "#core/quantity/decimal-text.ts";
import { decimalText, hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

/** A decimal string as a fraction over a power of ten, by integer arithmetic only. */
function rational(text: string): { n: bigint; d: bigint } {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const n = BigInt(whole + fraction);
  return { n: text.startsWith("-") ? -n : n, d: 10n ** BigInt(fraction.length) };
}

/** n/d rounded half away from zero to `places`, by integer arithmetic only. */
function rounded(n: bigint, d: bigint, places: number): string {
  const negative = n < 0n !== d < 0n;
  const top = (n < 0n ? -n : n) * 10n ** BigInt(places);
  const bottom = d < 0n ? -d : d;
  const digits = String((2n * top + bottom) / (2n * bottom)).padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

describe("parseDecimal", () => {
  it.each([
    ["５．１０", "5.10"],
    ["1,234.50", "1234.50"],
    ["１，２３４，５６７", "1234567"],
    ["1 234 567.8", "1234567.8"],
    ["1\u00a0234", "1234"],
    ["  42\t", "42"],
    ["　25.46　", "25.46"],
    ["－3.5", "-3.5"],
    ["−3", "-3"],
    ["- 3", "-3"],
    ["＋7", "7"],
    ["007", "7"],
    ["000", "0"],
    ["00.50", "0.50"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-0", "0"],
    ["-0.00", "0.00"],
  ])("reads %j as %s", (typed, value) => {
    expect(parseDecimal(typed)).toEqual({ ok: true, value });
  });

  it.each([
    "",
    " ",
    ".",
    "-",
    "1,23",
    "1,2345",
    ",123",
    "1,234 567",
    "12 34",
    "1\t2",
    "30\n40",
    "1e5",
    "0x10",
    "１２万",
    "1.2.3",
    "--1",
    "NaN",
    "Infinity",
    "٣",
  ])("refuses %j", (typed) => {
    expect(parseDecimal(typed)).toEqual({ ok: false, error: "not-a-number" });
  });

  it("takes 24 digits and refuses 25, leading zeros not counted", () => {
    expect(parseDecimal("9".repeat(24)).ok).toBe(true);
    expect(parseDecimal(`0000${"9".repeat(20)}.1234`).ok).toBe(true);
    expect(parseDecimal("9".repeat(25))).toEqual({ ok: false, error: "too-long" });
    expect(parseDecimal(`${"9".repeat(20)}.12345`)).toEqual({ ok: false, error: "too-long" });
  });

  it("never throws, and what it accepts reads back to itself with its precision", () => {
    const typed = fc.oneof(
      hostileText,
      fc.stringMatching(/^[-+－]?[0-9０-９,， .．]{0,30}$/),
      decimalText(24, 6).map((value) => groupDigits(value)),
    );
    holds(
      [typed],
      (text) => {
        const parsed = parseDecimal(text);
        if (!parsed.ok) return;
        expect(parsed.value).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
        expect(parsed.value).not.toMatch(/^-[0.]+$/);
        expect(parseDecimal(parsed.value)).toEqual(parsed);
        expect(isCanonicalDecimal(parsed.value)).toBe(true);
      },
      2000,
    );
  });

  it("reads grouped digits back to the number that was grouped", () => {
    holds([decimalText(18, 6)], (value) => {
      expect(parseDecimal(groupDigits(value))).toEqual({ ok: true, value });
      expect(parseDecimal(groupDigits(value).replaceAll(",", " "))).toEqual({ ok: true, value });
    });
  });
});

describe("arithmetic agrees with integer arithmetic", () => {
  const number = decimalText(18, 6);

  it("on comparison, sum, difference and product", () => {
    holds([number, number], (a, b) => {
      const [x, y] = [rational(a), rational(b)];
      const order = x.n * y.d - y.n * x.d;
      expect(compareDecimals(a, b)).toBe(order < 0n ? -1 : order > 0n ? 1 : 0);
      const places = Math.max(decimalPlaces(a), decimalPlaces(b));
      expect(subtractDecimals(a, b)).toBe(rounded(order, x.d * y.d, places));
      expect(compareDecimals(addDecimals([a, b]), rounded(x.n * y.d + y.n * x.d, x.d * y.d, 12))).toBe(0);
      expect(compareDecimals(multiplyDecimals(a, b), rounded(x.n * y.n, x.d * y.d, 12))).toBe(0);
    });
  });

  it("on numbers of the greatest length, where a shorter precision would round", () => {
    const [long, fine] = ["9".repeat(24), `0.${"0".repeat(22)}1`];
    expect(addDecimals([long, fine])).toBe(`${long}.${"0".repeat(22)}1`);
    expect(subtractDecimals(long, fine)).toBe(`${"9".repeat(23)}8.${"9".repeat(23)}`);
    expect(multiplyDecimals(long, long)).toBe(String(BigInt(long) ** 2n));
    expect(growthPercent(long, fine, 2)).toBe(`${BigInt(long) * 10n ** 25n - 100n}.00`);
  });

  it("on quotients and growth, rounded half away from zero and never to minus zero", () => {
    holds([number, number, fc.integer({ min: 0, max: 6 })], (a, b, places) => {
      const [x, y] = [rational(a), rational(b)];
      expect(divideDecimals(a, b, places)).toBe(y.n === 0n ? undefined : rounded(x.n * y.d, x.d * y.n, places));
      const expected = rounded((x.n * y.d - y.n * x.d) * 100n, x.d * y.n || 1n, places);
      expect(growthPercent(a, b, places)).toBe(y.n <= 0n ? undefined : expected);
    });
  });

  it("rounds a tie away from zero and a small fall to 0.00", () => {
    expect(growthPercent("1.00005", "1")).toBe("0.01");
    expect(growthPercent("0.99995", "1")).toBe("-0.01");
    expect(growthPercent("99.999", "100")).toBe("0.00");
    expect(divideDecimals("-1", "3000000", 2)).toBe("0.00");
  });

  it("gives no growth over nothing or over a negative base", () => {
    expect(growthPercent("5", "0")).toBeUndefined();
    expect(growthPercent("5", "0.00")).toBeUndefined();
    expect(growthPercent("5", "-1")).toBeUndefined();
  });
});

describe("numberOfDecimal", () => {
  it("gives a double only where it says the same as the decimal", () => {
    expect(numberOfDecimal("0.10")).toBe(0.1);
    expect(numberOfDecimal("0.0000001")).toBe(1e-7);
    expect(numberOfDecimal("12345678901234567.01")).toBeUndefined();
    expect(numberOfDecimal("9007199254740993")).toBeUndefined();
    holds([decimalText(9, 6)], (text) => {
      expect(numberOfDecimal(text)).toBe(Number(text));
    });
  });
});

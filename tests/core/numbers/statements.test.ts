import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { Claim } from "#core/numbers/claim.ts";
import { indicators } from "#tests/core/numbers/read-indicators.ts";
import {
  amount,
  ceilDiv,
  counted,
  displayed,
  percent,
  roundedTo,
  type Shown,
  ten,
} from "#tests/core/numbers/statements.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const claimsIn = (text: string): Claim[] => checkNumbers({ paragraphs: [{ text }], year: 2022, indicators });
const isWrong = (text: string): boolean => claimsIn(text).some(({ verdict }) => verdict === "inconsistent");

type Movement = (figures: { now: string; base: string; delta: string; rate: string; up: boolean }) => string;

const WITH_BASE: readonly Movement[] = [
  ({ now, base, delta, rate, up }) =>
    `全区教育支出${now}，比上年的${base}${up ? "增加" : "减少"}${delta}，${up ? "增长" : "下降"}${rate}。`,
  ({ now, base, delta, rate, up }) =>
    `2021年，安排经费${now}，较2020年的${base}${up ? "增长" : "减少"}了${delta}，${up ? "增幅" : "降幅"}达${rate}。`,
  ({ now, base, delta, rate, up }) =>
    `投入由${base}${up ? "增加到" : "减少到"}${now}，${up ? "增加" : "减少"}${delta}，${up ? "增长" : "下降"}${rate}。`,
  ({ now, base, delta, rate, up }) =>
    `2020年投入${base}，2021年投入${now}，同比${up ? "增加" : "减少"}${delta}，${up ? "增长" : "下降"}${rate}。`,
];
const WITHOUT_BASE: readonly Movement[] = [
  ({ now, delta, rate, up }) =>
    `全区教育支出${now}，比上年${up ? "增加" : "减少"}${delta}，${up ? "增长" : "下降"}${rate}。`,
  ({ now, delta, rate, up }) =>
    `全年投入${now}，同比${up ? "增加" : "减少"}${delta}，${up ? "增幅为" : "降幅为"}${rate}。`,
];

/** A base and a present figure on one display, true before rounding. */
const movement = fc
  .record({ now: amount, factor: fc.integer({ min: 510, max: 2500 }), ratePlaces: fc.integer({ min: 1, max: 2 }) })
  .map(({ now, factor, ratePlaces }) => {
    const base = (now.value * 1000n) / BigInt(factor);
    const up = now.value >= base;
    const change = up ? now.value - base : base - now.value;
    const show = (value: bigint): Shown => displayed(value, now.scale, now.places);
    return { now: show(now.value), base: show(base), delta: show(change), up, ratePlaces, exact: { base, change } };
  })
  .filter(({ delta, base }) => delta.low > 0n && base.low > 0n);

const rateSteps = (change: bigint, base: bigint, ratePlaces: number): bigint =>
  roundedTo((change * ten(ratePlaces + 2) * 1000n) / base, 1000n) / 1000n;

describe("movements", () => {
  it("are never called wrong where they are true before rounding", () => {
    holds(
      [movement, fc.constantFrom(...WITH_BASE, ...WITHOUT_BASE)],
      ({ now, base, delta, up, ratePlaces, exact }, say) => {
        const rate = percent(rateSteps(exact.change, exact.base, ratePlaces), ratePlaces);
        const text = say({ now: now.text, base: base.text, delta: delta.text, rate, up });
        expect(isWrong(text), text).toBe(false);
      },
    );
  });

  it("are called wrong where the rate lies beyond what the displayed figures allow", () => {
    holds(
      [movement, fc.constantFrom(...WITH_BASE), fc.bigInt({ min: 2n, max: 500n })],
      ({ now, base, delta, up, ratePlaces }, say, more) => {
        // the greatest change over the least base, in steps of the rate's last digit
        const most = up ? now.high - base.low : base.high - now.low;
        const steps = ceilDiv(most * ten(ratePlaces + 2), base.low) + more;
        const text = say({ now: now.text, base: base.text, delta: delta.text, rate: percent(steps, ratePlaces), up });
        expect(isWrong(text), text).toBe(true);
      },
    );
  });

  it("are called wrong where base, change and rate can't go together though no base is written", () => {
    holds(
      [movement, fc.constantFrom(...WITHOUT_BASE), fc.bigInt({ min: 2n, max: 500n })],
      ({ now, delta, up, ratePlaces }, say, more) => {
        const least = up ? now.low - delta.high : now.low + delta.low;
        fc.pre(least > 0n);
        const steps = ceilDiv(delta.high * ten(ratePlaces + 2), least) + more;
        const text = say({ now: now.text, base: "", delta: delta.text, rate: percent(steps, ratePlaces), up });
        expect(isWrong(text), text).toBe(true);
      },
    );
  });

  it("are called wrong where the change is not the difference", () => {
    holds([movement, fc.constantFrom(...WITH_BASE), amount], ({ now, base, up, ratePlaces, exact }, say, other) => {
      const delta = displayed(other.value, other.scale, other.places);
      const [least, most] = up
        ? [now.low - base.high, now.high - base.low]
        : [base.low - now.high, base.high - now.low];
      fc.pre(delta.low > most || delta.high < least);
      const rate = percent(rateSteps(exact.change, exact.base, ratePlaces), ratePlaces);
      const text = say({ now: now.text, base: base.text, delta: delta.text, rate, up });
      expect(isWrong(text), text).toBe(true);
    });
  });
});

type Total = (total: string, parts: readonly string[]) => string;
const LABELS = ["幼儿园", "小学", "初中", "高中"];
const TOTALS: readonly Total[] = [
  (total, parts) => `${parts.map((part, index) => `${LABELS[index]}${part}`).join("、")}，共${total}。`,
  (total, parts) => `${parts.map((part, index) => `${LABELS[index]}阶段${part}`).join("，")}，合计${total}。`,
  (total, parts) => `全区安排${total}（${parts.map((part, index) => `${LABELS[index]}${part}`).join("、")}）。`,
  (total, parts) => `全区安排${total}，其中${parts.map((part, index) => `${2018 + index}年${part}`).join("，")}。`,
  (total, parts) => `全区安排${total}，分别为${parts.map((part, index) => `${LABELS[index]}${part}`).join("、")}。`,
];

const money = fc
  .record({ first: amount, factors: fc.array(fc.integer({ min: 200, max: 3000 }), { minLength: 1, maxLength: 3 }) })
  .map(({ first, factors }) => {
    const values = [first.value, ...factors.map((factor) => (first.value * BigInt(factor)) / 1000n)];
    const show = (value: bigint): Shown => displayed(value, first.scale, first.places);
    const sum = values.reduce((all, each) => all + each, 0n);
    return { parts: values.map(show), total: show(sum), show };
  });

describe("totals", () => {
  it("of rounded amounts are never called wrong where they are true before rounding", () => {
    holds([money, fc.constantFrom(...TOTALS)], ({ parts, total }, say) => {
      const text = say(
        total.text,
        parts.map((part) => part.text),
      );
      expect(isWrong(text), text).toBe(false);
    });
  });

  it("of rounded amounts are called wrong beyond what the display allows", () => {
    holds(
      [money, fc.constantFrom(...TOTALS), fc.integer({ min: 1, max: 900 }), fc.boolean()],
      ({ parts, show }, say, more, up) => {
        const low = parts.reduce((all, part) => all + part.low, 0n);
        const high = parts.reduce((all, part) => all + part.high, 0n);
        const wrong = show(up ? high + (high * BigInt(more)) / 1000n : low - (low * BigInt(more)) / 1000n);
        fc.pre((wrong.low > high || wrong.high < low) && wrong.low > 0n);
        const text = say(
          wrong.text,
          parts.map((part) => part.text),
        );
        expect(isWrong(text), text).toBe(true);
      },
    );
  });

  it("of counts are exact", () => {
    const counts = fc.array(fc.integer({ min: 2, max: 5000 }), { minLength: 2, maxLength: 4 });
    holds([counts, fc.constantFrom(...TOTALS), fc.integer({ min: -1, max: 1 })], (parts, say, off) => {
      const total = parts.reduce((all, each) => all + each, 0) + off;
      fc.pre(!parts.includes(total));
      const text = say(
        counted(total, "人").text,
        parts.map((part) => counted(part, "人").text),
      );
      expect(isWrong(text), text).toBe(off !== 0);
    });
  });
});

describe("points and shares", () => {
  it("differences of percentages are in 百分点 and exact to the displayed digit", () => {
    const tenths = fc.integer({ min: 100, max: 990 });
    holds([tenths, tenths, fc.integer({ min: 0, max: 60 })], (a, b, off) => {
      fc.pre(a !== b);
      const up = b > a;
      const text = `达标率由${percent(BigInt(a), 1)}${up ? "提高到" : "下降到"}${percent(BigInt(b), 1)}，${up ? "提高" : "下降"}${percent(BigInt(Math.abs(a - b) + off), 1).replace("%", "个百分点")}。`;
      // half a digit on all three sides
      expect(isWrong(text), text).toBe(off > 1);
    });
  });

  it("a share is the quotient of its counts", () => {
    const part = fc.integer({ min: 1, max: 900 });
    holds([part, fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 400 })], (some, rest, off) => {
      const whole = some + rest;
      const hundredths = (BigInt(some) * 20_000n + BigInt(whole)) / (2n * BigInt(whole));
      const text = `全区有学校${whole}所，其中寄宿制学校${some}所，占${percent(hundredths + BigInt(off), 2)}。`;
      expect(isWrong(text), text).toBe(off > 0);
    });
  });
});

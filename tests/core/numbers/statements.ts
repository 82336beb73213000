import fc from "fast-check";

/**
 * Statements of our own grammar with figures that are true before they are rounded for display. Amounts are integers in
 * thousandths of the base unit, so that the model shares no arithmetic with what it tests.
 */
export interface Shown {
  text: string;
  /** where the true figure may lie, in thousandths */
  low: bigint;
  high: bigint;
}

const SCALES = [
  { unit: "元", power: 0 },
  { unit: "万元", power: 4 },
  { unit: "亿元", power: 8 },
] as const;
export type Scale = (typeof SCALES)[number];

export const ten = (power: number): bigint => 10n ** BigInt(power);

export const roundedTo = (value: bigint, step: bigint): bigint => ((2n * value + step) / (2n * step)) * step;

const decimal = (value: bigint, places: number): string => {
  const digits = String(value).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/** An amount as a writer displays it. */
export function displayed(thousandths: bigint, { unit, power }: Scale, places: number): Shown {
  const step = ten(3 + power - places);
  const value = roundedTo(thousandths, step);
  return { text: decimal(value / step, places) + unit, low: value - step / 2n, high: value + step / 2n };
}

/** A count of people or schools: exact. */
export const counted = (count: number, unit: string): Shown => ({
  text: `${count}${unit}`,
  low: BigInt(count) * 1000n,
  high: BigInt(count) * 1000n,
});

/** A percentage with `places` digits, given in steps of its last digit. */
export const percent = (steps: bigint, places: number): string => `${decimal(steps, places)}%`;

export const places = fc.integer({ min: 0, max: 2 });

/** An amount with at least three digits on display, and how it is displayed. */
export const amount = fc
  .record({
    scale: fc.constantFrom(...SCALES),
    places,
    digits: fc.integer({ min: 100, max: 999_999 }),
    rest: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ scale, places: shown, digits, rest }) => {
    const step = ten(3 + scale.power - shown);
    return { scale, places: shown, value: BigInt(digits) * step + (step * BigInt(rest)) / 1000n };
  });

/** An integer at which low ÷ high quotients of positive intervals can't reach. */
export const ceilDiv = (a: bigint, b: bigint): bigint => (a > 0n ? (a + b - 1n) / b : a / b);

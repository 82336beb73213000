import { compareDecimals } from "#core/quantity/decimal.ts";

/** Pixels are drawn in doubles; the figures that are shown stay the strings that they are. */

export interface Range {
  low: number;
  high: number;
}

/** From a range of figures to a range of pixels; where all figures are equal, to the middle. */
export const linearScale =
  (from: Range, to: Range) =>
  (value: number): number =>
    from.high === from.low
      ? (to.low + to.high) / 2
      : to.low + (to.high - to.low) * ((value - from.low) / (from.high - from.low));

const STEPS = [1, 2, 5, 10];

/** Round figures that enclose a range: 1, 2 or 5 times a power of ten apart, about as many as asked for. */
export function niceTicks({ low, high }: Range, wanted = 5): number[] {
  if (!(Number.isFinite(low) && Number.isFinite(high)) || low > high) return [];
  if (low === high) return [low];
  const rough = (high - low) / Math.max(1, wanted);
  const power = Math.floor(Math.log10(rough));
  const step = (STEPS.find((each) => each * 10 ** power >= rough) ?? 10) * 10 ** power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const places = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(Math.min(places, 20))),
  );
}

export const rangeOf = (ticks: readonly number[]): Range => ({ low: ticks[0] ?? 0, high: ticks.at(-1) ?? 0 });

/** The least and the greatest of decimal strings, as they are written. */
export function extentOf(values: readonly string[]): { least: string; greatest: string } | undefined {
  const sorted = [...values].sort(compareDecimals);
  const [least, greatest] = [sorted[0], sorted.at(-1)];
  return least === undefined || greatest === undefined ? undefined : { least, greatest };
}

/** Which of `count` equal steps a share of 0 to 1 falls into; what lies outside goes to the nearest. */
export const stepOf = (share: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(share * count)));

/** Lanes for places on a line, so that no two in one lane are nearer than `gap`; in the order given, the nearest lane first. */
export function dodge(places: readonly number[], gap: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const ends: number[] = [];
  const lanes = places.map(() => 0);
  for (const index of order) {
    const place = places[index] ?? 0;
    const free = ends.findIndex((end) => place - end >= gap);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = place;
    lanes[index] = lane;
  }
  return lanes;
}

/** 0, 1, -1, 2, -2, …: lanes on both sides of a line. */
export const laneOffset = (lane: number): number => (lane % 2 === 1 ? (lane + 1) / 2 : -lane / 2);

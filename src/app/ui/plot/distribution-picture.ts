import type { Mark, Picture } from "#app/ui/plot/mark.ts";
import { ACCENT, INK, INK_2, LINE, LINE_STRONG, WARN } from "#app/ui/plot/palette.ts";
import { dodge, extentOf, laneOffset, linearScale, niceTicks, rangeOf } from "#app/ui/plot/scale.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";

/** A district's figure; null = it has none. */
export interface Dot {
  name: string;
  /** decimal string */
  value: string | null;
}

export interface Threshold {
  value: string;
  /** what it is: 法定标准 ≥4% */
  text: string;
}

export interface DistributionData {
  unit: string;
  dots: readonly Dot[];
  /** the name of the one that is looked at */
  marked?: string | undefined;
  threshold?: Threshold | undefined;
}

const [WIDTH, SIDE, TOP, BOTTOM] = [640, 24, 40, 40];
const [GAP, LANE] = [9, 9];

const figures = ({ dots }: Pick<DistributionData, "dots">): { name: string; value: string }[] =>
  dots.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));

/** One dot for each district along the figures, the marked one as a named diamond, the threshold as a dashed line. */
export function distributionPicture(data: DistributionData): Picture {
  const { unit, marked, threshold } = data;
  const shown = figures(data);
  const extent = extentOf([...shown.map(({ value }) => value), ...(threshold ? [threshold.value] : [])]);
  const ticks = niceTicks({ low: Number(extent?.least ?? 0), high: Number(extent?.greatest ?? 0) });
  const x = linearScale(rangeOf(ticks), { low: SIDE, high: WIDTH - SIDE });
  const places = shown.map(({ value }) => x(Number(value)));
  const lanes = dodge(places, GAP);
  const spread = Math.max(1, Math.ceil(Math.max(0, ...lanes) / 2)) * LANE + 8;
  const middle = TOP + spread;
  const foot = middle + spread;
  const dots = shown.map(({ name, value }, index): Mark => {
    const own = name === marked;
    return {
      kind: "dot",
      x: places[index] ?? 0,
      y: middle + laneOffset(lanes[index] ?? 0) * LANE,
      size: own ? 6 : 4,
      shape: own ? "diamond" : "circle",
      fill: own ? ACCENT : INK_2,
      label: `${name}：${value}${unit}`,
    };
  });
  const marks: Mark[] = [
    { kind: "line", x1: SIDE, x2: WIDTH - SIDE, y1: foot, y2: foot, stroke: LINE_STRONG, width: 1 },
    ...ticks.flatMap((tick): Mark[] => [
      { kind: "line", x1: x(tick), x2: x(tick), y1: TOP, y2: foot, stroke: LINE, width: 1 },
      {
        kind: "text",
        x: x(tick),
        y: foot + 18,
        text: groupDigits(String(tick)),
        anchor: "middle",
        size: 12,
        fill: INK_2,
      },
    ]),
    ...(threshold ? thresholdMarks(threshold, x(Number(threshold.value)), foot) : []),
    // the marked one last: above the others
    ...dots.filter((_, index) => shown[index]?.name !== marked),
    ...dots.filter((_, index) => shown[index]?.name === marked),
    ...ownName(shown, marked, x),
  ];
  return { width: WIDTH, height: foot + BOTTOM, marks };
}

/** Where it would leave the picture the text goes to the other side. */
const anchorAt = (x: number): "start" | "middle" | "end" =>
  x < WIDTH * 0.25 ? "start" : x > WIDTH * 0.75 ? "end" : "middle";

function thresholdMarks({ text }: Threshold, x: number, foot: number): Mark[] {
  return [
    { kind: "line", x1: x, x2: x, y1: 18, y2: foot, stroke: WARN, width: 1.5, dash: "5 3" },
    { kind: "text", x, y: 12, text, anchor: anchorAt(x), size: 12.5, fill: WARN },
  ];
}

function ownName(
  shown: readonly { name: string; value: string }[],
  marked: string | undefined,
  x: (value: number) => number,
): Mark[] {
  const own = shown.find(({ name }) => name === marked);
  if (!own) return [];
  const at = x(Number(own.value));
  return [
    {
      kind: "text",
      x: at,
      y: 32,
      text: `${own.name} ${own.value}`,
      anchor: anchorAt(at),
      size: 12.5,
      fill: INK,
      bold: true,
    },
  ];
}

/** How many, from where to where, and where the marked one stands. */
export function distributionText(data: DistributionData): string {
  const shown = figures(data);
  const extent = extentOf(shown.map(({ value }) => value));
  if (!extent) return "尚无数据";
  const without = data.dots.length - shown.length;
  const own = shown.find(({ name }) => name === data.marked);
  const above = own ? shown.filter(({ value }) => compareDecimals(value, own.value) > 0).length : 0;
  return [
    `${shown.length}个区县有数据${without > 0 ? `，${without}个没有` : ""}`,
    `最低${extent.least}${data.unit}，最高${extent.greatest}${data.unit}`,
    ...(own ? [`${own.name}${own.value}${data.unit}，由高到低第${above + 1}位`] : []),
    ...(data.threshold ? [`${data.threshold.text}，${reached(shown, data.threshold)}`] : []),
  ].join("；");
}

const reached = (shown: readonly { value: string }[], threshold: Threshold): string =>
  `不低于此数的${shown.filter(({ value }) => compareDecimals(value, threshold.value) >= 0).length}个`;

/** Highest first; who has no figure at the end. */
export function distributionSheet(title: string, data: DistributionData): DataSheet {
  const sorted = [...data.dots].sort((a, b) =>
    a.value === null || b.value === null
      ? Number(a.value === null) - Number(b.value === null)
      : compareDecimals(b.value, a.value),
  );
  return {
    name: title,
    columns: [
      ["区县", 20],
      [data.unit === "" ? "数值" : `数值（${data.unit}）`, 16],
      ["说明", 20],
    ],
    rows: sorted.map(({ name, value }) => [
      name,
      value === null ? null : { decimal: value },
      value === null ? "无数据" : name === data.marked ? "当前区县" : null,
    ]),
  };
}

import { compareDecimals } from "#core/quantity/decimal.ts";

/** A line over the years; a missing figure leaves a gap in it. */
export interface Series {
  name: string;
  /** decimal strings, one for each year */
  points: readonly (string | undefined)[];
  /** a path that ought to be followed, not figures */
  planned?: true;
}

export interface ChartSize {
  width: number;
  height: number;
  /** room left for figures on the scale, right for names */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface DrawnSeries {
  name: string;
  planned: boolean;
  dots: { x: number; y: number; year: number; value: string }[];
  /** where the name stands, moved apart from its neighbours */
  labelY: number;
}

export interface ChartLayout {
  series: DrawnSeries[];
  years: { x: number; year: number }[];
  /** the least and the greatest figure, where they stand */
  scale: { y: number; value: string }[];
}

const LINE_HEIGHT = 15;

/** Pixels are drawn in doubles; the figures stay the strings that they are. */
export function chartLayout(years: readonly number[], all: readonly Series[], size: ChartSize): ChartLayout {
  const values = all.flatMap(({ points }) => points.filter((point) => point !== undefined)).sort(compareDecimals);
  const [least = "0", greatest = "0"] = [values[0], values.at(-1)];
  const [low, high] = [Number(least), Number(greatest)];
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const x = (year: number) =>
    last === first ? size.left + inner.width / 2 : size.left + (inner.width * (year - first)) / (last - first);
  const y = (value: string) =>
    high === low ? size.top + inner.height / 2 : size.top + inner.height * (1 - (Number(value) - low) / (high - low));
  const series = all.map(({ name, points, planned }) => {
    const dots = points.flatMap((value, index) => {
      const year = years[index];
      return value === undefined || year === undefined ? [] : [{ x: x(year), y: y(value), year, value }];
    });
    return { name, planned: planned === true, dots, labelY: dots.at(-1)?.y ?? 0 };
  });
  const scale = low === high ? [least] : [least, greatest];
  return {
    series: apart(series, size),
    years: years.map((year) => ({ x: x(year), year })),
    scale: scale.map((value) => ({ value, y: y(value) })),
  };
}

/** Names that would stand on one another are pushed down; what then leaves the picture is pushed back up. */
function apart(series: readonly DrawnSeries[], { height, bottom }: ChartSize): DrawnSeries[] {
  const shown = series.filter(({ dots }) => dots.length > 0).sort((a, b) => a.labelY - b.labelY);
  const placed: DrawnSeries[] = [];
  for (const each of shown)
    placed.push({ ...each, labelY: Math.max(each.labelY, (placed.at(-1)?.labelY ?? -LINE_HEIGHT) + LINE_HEIGHT) });
  let limit = height - bottom + LINE_HEIGHT / 2;
  for (const each of placed.toReversed()) {
    each.labelY = Math.min(each.labelY, limit);
    limit = each.labelY - LINE_HEIGHT;
  }
  return placed;
}

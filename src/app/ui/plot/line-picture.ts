import { DOT_SHAPES, type Mark, type Picture } from "#app/ui/plot/mark.ts";
import { ACCENT, DASHES, INK, INK_2, LINE, LINE_STRONG } from "#app/ui/plot/palette.ts";
import { extentOf, linearScale } from "#app/ui/plot/scale.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";

/** A moment on the axis: `at` places it, years or days alike. */
export interface Time {
  at: number;
  label: string;
}

/** A line over time; a missing figure leaves a gap in it. */
export interface Series {
  name: string;
  /** decimal strings, one for each time */
  points: readonly (string | undefined)[];
  /** a path that ought to be followed, not figures */
  planned?: true;
}

export interface LineSize {
  width: number;
  height: number;
  /** room left for figures on the scale, right for names */
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** every figure stands at its dot, and no scale beside them */
  figures?: true;
}

export const LINE_SIZE: LineSize = { width: 560, height: 190, left: 70, right: 120, top: 14, bottom: 26 };

const NAME_HEIGHT = 15;
/** Dots of more times than this would run into each other. */
const MOST_DOTS = 40;

interface Drawn extends Pick<Series, "name" | "planned"> {
  dots: { x: number; y: number; label: string; at: number; value: string }[];
  labelY: number;
  index: number;
}

/** Lines over time, each named at its end, the least and the greatest figure beside the scale. */
export function linePicture(times: readonly Time[], all: readonly Series[], size: LineSize = LINE_SIZE): Picture {
  const extent = extentOf(all.flatMap(({ points }) => points.filter((point) => point !== undefined)));
  const { left, top } = size;
  const [right, foot] = [size.width - size.right, size.height - size.bottom];
  const x = linearScale({ low: times[0]?.at ?? 0, high: times.at(-1)?.at ?? 0 }, { low: left, high: right });
  const y = linearScale(
    { low: Number(extent?.least ?? 0), high: Number(extent?.greatest ?? 0) },
    { low: foot, high: top },
  );
  const scale = extent && !size.figures ? [...new Set([extent.least, extent.greatest])] : [];
  const marks: Mark[] = [
    { kind: "line", x1: left, x2: right, y1: foot + 4, y2: foot + 4, stroke: LINE_STRONG, width: 1 },
    ...scale.flatMap((value): Mark[] => [
      { kind: "line", x1: left, x2: right, y1: y(Number(value)), y2: y(Number(value)), stroke: LINE, width: 1 },
      figure(left - 8, y(Number(value)) + 4, groupDigits(value), "end"),
    ]),
    ...shownTimes(times, right - left).map(({ at, label }) => figure(x(at), size.height - 6, label, "middle")),
  ];
  const drawn = all.map(({ name, points, planned }, index): Drawn => {
    const dots = points.flatMap((value, nth) => {
      const time = times[nth];
      if (value === undefined || !time) return [];
      return [{ x: x(time.at), y: y(Number(value)), at: nth, value, label: `${name}，${time.label}：${value}` }];
    });
    return { name, ...(planned ? { planned } : {}), dots, labelY: dots.at(-1)?.y ?? 0, index };
  });
  for (const line of apart(drawn, foot))
    marks.push(...lineMarks(line, right), ...(size.figures ? dotFigures(line) : []));
  return { width: size.width, height: size.height, marks };
}

const figure = (x: number, y: number, text: string, anchor: "middle" | "end"): Mark => ({
  kind: "text",
  x,
  y,
  text,
  anchor,
  size: 12,
  fill: INK_2,
});

const dotFigures = ({ dots }: Drawn): Mark[] =>
  dots.map(({ x, y, value }) => figure(x, y - 8, groupDigits(value), "middle"));

const LABEL_WIDTH = 52;

/** As many as have room beside each other, the last always. */
function shownTimes(times: readonly Time[], width: number): Time[] {
  const every = Math.max(1, Math.ceil((times.length * LABEL_WIDTH) / Math.max(width, LABEL_WIDTH)));
  return times.filter((_, index) => (times.length - 1 - index) % every === 0);
}

function lineMarks({ name, planned, dots, labelY, index }: Drawn, right: number): Mark[] {
  const stroke = planned ? INK_2 : ACCENT;
  const dash = planned ? "4 4" : (DASHES[index % DASHES.length] ?? "");
  const shape = DOT_SHAPES[index % DOT_SHAPES.length] ?? "circle";
  const size = planned ? 2 : 3.5;
  return [
    ...unbroken(dots).map(
      (run): Mark => ({ kind: "path", points: run.map(({ x, y }) => [x, y] as const), stroke, dash }),
    ),
    ...(dots.length > MOST_DOTS ? dots.slice(-1) : dots).map(
      ({ x, y, label }): Mark => ({ kind: "dot", x, y, size, shape, fill: stroke, label }),
    ),
    { kind: "text", x: right + 10, y: labelY + 4, text: name, anchor: "start", size: 12.5, fill: INK },
  ];
}

/** Stretches without a missing figure. */
function unbroken(dots: Drawn["dots"]): Drawn["dots"][] {
  const runs: Drawn["dots"][] = [];
  for (const dot of dots) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.at === dot.at - 1) run.push(dot);
    else runs.push([dot]);
  }
  return runs.filter((run) => run.length > 1);
}

/** Names that would stand on one another are pushed down; what then leaves the picture is pushed back up. */
function apart(all: readonly Drawn[], foot: number): Drawn[] {
  const shown = all.filter(({ dots }) => dots.length > 0).sort((a, b) => a.labelY - b.labelY);
  const placed: Drawn[] = [];
  for (const each of shown)
    placed.push({ ...each, labelY: Math.max(each.labelY, (placed.at(-1)?.labelY ?? -NAME_HEIGHT) + NAME_HEIGHT) });
  let limit = foot + NAME_HEIGHT / 2;
  for (const each of [...placed].reverse()) {
    each.labelY = Math.min(each.labelY, limit);
    limit = each.labelY - NAME_HEIGHT;
  }
  return placed;
}

/** The same figures, a row for each line. */
export const lineSheet = (title: string, times: readonly Time[], series: readonly Series[]): DataSheet => ({
  name: title,
  columns: [["名称", 20], ...times.map(({ label }) => [label, 12] as const)],
  rows: series.map(({ name, points }) => [
    // a single line may bear the plot's own name
    name || title,
    ...times.map((_, index) => {
      const value = points[index];
      return value === undefined ? null : { decimal: value };
    }),
  ]),
});

import { Drawing, StillDrawing } from "#app/ui/plot/drawing.tsx";
import { type LineSize, linePicture, lineSheet, type Series, type Time } from "#app/ui/plot/line-picture.ts";
import classes from "#app/ui/plot/plot.module.css";
import { PlotFrame } from "#app/ui/plot/plot-frame.tsx";
import { PlotTable } from "#app/ui/plot/plot-table.tsx";

export interface LineOverTimeProps {
  title: string;
  unit: string;
  times: readonly Time[];
  series: readonly Series[];
}

const captionOf = ({ title, unit }: Pick<LineOverTimeProps, "title" | "unit">): string =>
  unit === "" ? title : `${title}（${unit}）`;

const WIDE: LineSize = { width: 720, height: 260, left: 76, right: 150, top: 16, bottom: 28 };

/** Lines over time with a table and files beside them. */
export function LineOverTime({ title, unit, times, series }: LineOverTimeProps) {
  const caption = captionOf({ title, unit });
  const picture = linePicture(times, series, WIDE);
  return (
    <PlotFrame
      title={caption}
      sheet={lineSheet(title, times, series)}
      picture={() => picture}
      empty="尚无可画的数据，有了两个时点的数据后在此显示。"
    >
      <Drawing picture={picture} label={caption} />
    </PlotFrame>
  );
}

export interface YearLinesProps {
  title: string;
  unit: string;
  years: readonly number[];
  series: readonly Series[];
  size?: LineSize;
  /** what the picture says in words; its title otherwise */
  label?: string;
}

/** Small, inside a form: no tools; the figures follow as a table for who cannot see the lines. */
export function YearLines({ title, unit, years, series, size, label }: YearLinesProps) {
  const caption = captionOf({ title, unit });
  const times = years.map((year) => ({ at: year, label: String(year) }));
  return (
    <figure className={classes.small}>
      <figcaption className={classes.caption}>{caption}</figcaption>
      <StillDrawing picture={linePicture(times, series, size)} label={label ?? caption} />
      <PlotTable caption={caption} sheet={lineSheet(title, times, series)} hidden />
    </figure>
  );
}

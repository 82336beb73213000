import classes from "#app/ui/year-chart.module.css";
import { type ChartSize, chartLayout, type DrawnSeries, type Series } from "#app/ui/year-chart-layout.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";

export interface YearChartProps {
  title: string;
  unit: string;
  years: readonly number[];
  series: readonly Series[];
}

const SIZE: ChartSize = { width: 560, height: 190, left: 70, right: 120, top: 14, bottom: 26 };

/** Lines over the years, each named at its end; the same figures follow as a table for who cannot see them. */
export function YearChart({ title, unit, years, series }: YearChartProps) {
  const layout = chartLayout(years, series, SIZE);
  const foot = SIZE.height - SIZE.bottom;
  const caption = unit === "" ? title : `${title}（${unit}）`;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{caption}</figcaption>
      <svg className={classes.chart} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={caption}>
        <line className={classes.axis} x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={foot + 4} y2={foot + 4} />
        {layout.scale.map(({ y, value }) => (
          <g key={value}>
            <line className={classes.grid} x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y} y2={y} />
            <text className={classes.figureText} x={SIZE.left - 8} y={y + 4} textAnchor="end">
              {groupDigits(value)}
            </text>
          </g>
        ))}
        {layout.years.map(({ x, year }) => (
          <text key={year} className={classes.figureText} x={x} y={SIZE.height - 6} textAnchor="middle">
            {year}
          </text>
        ))}
        {layout.series.map((each, index) => (
          <Line key={each.name} series={each} dash={index % DASHES.length} />
        ))}
      </svg>
      <table className={classes.hidden}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">名称</th>
            {years.map((year) => (
              <th key={year} scope="col">
                {year}年
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ name, points }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {years.map((year, index) => (
                <td key={year}>{points[index] ?? "无"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Lines are told apart by their names first, by their strokes second; never by colour alone. */
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "4 4"];

function Line({ series, dash }: { series: DrawnSeries; dash: number }) {
  const { name, dots, planned, labelY } = series;
  return (
    <g className={planned ? classes.planned : classes.actual}>
      <polyline
        points={dots.map(({ x, y }) => `${x},${y}`).join(" ")}
        strokeDasharray={planned ? "4 4" : DASHES[dash]}
      />
      {dots.map(({ x, y, year, value }) => (
        <circle key={year} cx={x} cy={y} r={planned ? 2 : 3.5}>
          <title>{`${name}${year}年：${value}`}</title>
        </circle>
      ))}
      <text className={classes.name} x={SIZE.width - SIZE.right + 10} y={labelY + 4}>
        {name}
      </text>
    </g>
  );
}

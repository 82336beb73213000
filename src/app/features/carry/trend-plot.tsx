import classes from "#app/features/carry/carry.module.css";
import { type Trend, trendText } from "#app/features/carry/trends.ts";

const [WIDTH, HEIGHT] = [264, 84];
const [SIDE, TOP, BOTTOM] = [34, 22, 20];

/** A figure over the years, small; what it draws is said in words, and follows as a table, for who cannot see it. */
export function TrendPlot({ trend }: { trend: Trend }) {
  const { field, points } = trend;
  const values = points.map(({ value }) => Number(value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const years = points.map(({ year }) => year);
  const [from, until] = [Math.min(...years), Math.max(...years)];
  const places = points.map((point) => ({
    ...point,
    // a year that is missing leaves its gap
    x: SIDE + ((WIDTH - 2 * SIDE) * (point.year - from)) / (until - from),
    // equal figures lie on one line in the middle
    y: high === low ? HEIGHT / 2 : TOP + (HEIGHT - TOP - BOTTOM) * (1 - (Number(point.value) - low) / (high - low)),
  }));
  return (
    <figure className={classes.plot}>
      <figcaption>
        {field.label}
        {field.unit && <span className={classes.muted}>（{field.unit}）</span>}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${field.label}：${trendText(trend)}`}>
        <polyline className={classes.line} points={places.map(({ x, y }) => `${x},${y}`).join(" ")} />
        {places.map(({ x, y, year, value }) => (
          <g key={year}>
            <circle className={classes.dot} cx={x} cy={y} r={3.5} />
            <text className={classes.pointValue} x={x} y={y - 8}>
              {value}
            </text>
            <text className={classes.pointYear} x={x} y={HEIGHT - 3}>
              {year}
            </text>
          </g>
        ))}
      </svg>
      <table className={classes.hidden}>
        <caption>{field.label}</caption>
        <thead>
          <tr>
            {points.map(({ year }) => (
              <th key={year} scope="col">
                {year}年
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {points.map(({ year, value }) => (
              <td key={year}>
                {value}
                {field.unit}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </figure>
  );
}

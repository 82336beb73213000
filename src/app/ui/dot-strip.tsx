import classes from "#app/ui/dot-strip.module.css";

export interface DotStripProps {
  label: string;
  unit: string;
  dots: readonly { name: string; value: number; text: string }[];
  median: { value: number; text: string } | undefined;
  /** whom to pick out */
  current?: string | undefined;
  /** the ends of the scale, where they are known */
  from?: number;
  to?: number;
}

const WIDTH = 320;
const EDGE = 8;
const GAP = 7;
const BASE = 40;

/** How one figure spreads: a dot for each, in the order of the scale, those in one place above each other. */
export function DotStrip({ label, unit, dots, median, current, from, to }: DotStripProps) {
  if (dots.length < 2) return null;
  const values = dots.map(({ value }) => value);
  const low = Math.min(from ?? Number.POSITIVE_INFINITY, ...values);
  const high = Math.max(to ?? Number.NEGATIVE_INFINITY, ...values);
  const at = (value: number): number =>
    high === low ? WIDTH / 2 : EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const taken = new Map<number, number>();
  const sorted = [...dots].sort((a, b) => a.value - b.value);
  const words = `${label}：${sorted.map(({ name, text }) => `${name}${text}`).join("，")}${median ? `；中位数${median.text}` : ""}`;
  return (
    <figure className={classes.strip}>
      <figcaption>
        {label}
        {median && (
          <span>
            中位数<b>{median.text}</b>
            {unit}
          </span>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} 60`} role="img" aria-label={words}>
        <line className={classes.axis} x1={EDGE} x2={WIDTH - EDGE} y1={BASE} y2={BASE} />
        {median && <line className={classes.median} x1={at(median.value)} x2={at(median.value)} y1={6} y2={BASE + 4} />}
        {sorted.map(({ name, value, text }) => {
          const place = Math.round(at(value) / GAP);
          const height = taken.get(place) ?? 0;
          taken.set(place, height + 1);
          return (
            <circle
              key={name}
              className={classes.dot}
              data-current={name === current}
              cx={at(value)}
              cy={BASE - 5 - Math.min(height, 4) * GAP}
              r={name === current ? 4.5 : 3.5}
            >
              <title>{`${name}：${text}${unit}`}</title>
            </circle>
          );
        })}
        <text className={classes.end} x={EDGE} y={BASE + 16}>
          {low}
        </text>
        <text className={classes.end} x={WIDTH - EDGE} y={BASE + 16} textAnchor="end">
          {high}
          {unit}
        </text>
      </svg>
    </figure>
  );
}

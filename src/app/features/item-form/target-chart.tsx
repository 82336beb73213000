import { YearLines } from "#app/ui/plot/line-over-time.tsx";
import { convertUnit } from "#core/quantity/unit.ts";
import { type AssessedFigure, pathAt } from "#core/target/assess.ts";
import type { JoinedTarget } from "#core/target/joined-target.ts";

interface TargetChartProps {
  target: JoinedTarget;
  label: string;
  figure: AssessedFigure;
}

/** The district's figures by year, and the straight way from baseline to target. */
export function TargetChart({ target, label, figure }: TargetChartProps) {
  const [baseline] = target.baselines;
  if (!baseline || target.year === undefined) return null;
  const inUnit = (value: string) => convertUnit(value, target.indicator.unit, figure.unit);
  const start = inUnit(baseline.value);
  const aim = inUnit(target.value);
  if (start === undefined || aim === undefined) return null;
  const own = new Map<number, string>();
  for (const point of [...target.history, baseline]) {
    const value = inUnit(point.value);
    if (value !== undefined) own.set(point.year, value);
  }
  if (figure.value?.prior !== undefined) own.set(figure.year - 1, figure.value.prior);
  if (figure.value?.now !== undefined) own.set(figure.year, figure.value.now);
  const ends = [...own.keys(), baseline.year, target.year];
  const first = Math.min(...ends);
  const years = Array.from({ length: Math.max(...ends) - first + 1 }, (_, index) => first + index);
  const path = years.map((year) => pathAt({ ...baseline, value: start }, aim, target.year, year));
  return (
    <YearLines
      title={`${label}：实际与规划路径`}
      unit={figure.unit}
      years={years}
      series={[
        { name: "实际", points: years.map((year) => own.get(year)) },
        { name: `目标 ${target.shown}`, points: path, planned: true },
      ]}
    />
  );
}

import { daysBetween } from "#app/data/clock.ts";
import type { HeatCell, HeatData } from "#app/ui/plot/heat-picture.ts";
import type { Series, Time } from "#app/ui/plot/line-picture.ts";
import type { Overview } from "#core/api/cycle.ts";
import { divideDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { PHASE_TEXT, PHASES } from "#core/review/flow.ts";
import { STATE_TEXT, type TargetState } from "#core/target/assess.ts";

/** What the heat map shows of a section in a district. */
export const MEASURES = {
  self: "自评得分率",
  verified: "核定得分率",
  difference: "核定与自评之差",
} as const;
export type Measure = keyof typeof MEASURES;

const NOTHING: HeatCell = { share: null, text: "" };
/** The column of all sections together. */
const TOTAL = "*";

interface Figures {
  points: string;
  self: string | null;
  verified: string | null;
}

/** A share of the points in percent with one place, or how far apart the two are in points. */
export function cellOf(measure: Measure, { points, self, verified }: Figures): HeatCell {
  if (!/[1-9]/.test(points)) return NOTHING;
  if (measure === "difference") {
    if (self === null || verified === null) return NOTHING;
    const off = subtractDecimals(verified, self);
    const share = divideDecimals(off.replace("-", ""), points, 4) ?? "0";
    return { share: Math.min(1, Number(share)), text: off.replace("-", "−"), figure: off };
  }
  const given = measure === "self" ? self : verified;
  if (given === null) return NOTHING;
  const percent = divideDecimals(multiplyDecimals(given, "100"), points, 1) ?? "0";
  return { share: Math.min(1, Math.max(0, Number(percent) / 100)), text: `${percent}%`, figure: percent };
}

/** Where nothing has been scored yet there is no total either, not one of zero. */
const totalOf = ({ totals, cells }: Overview["districts"][number]): Figures | undefined =>
  totals && cells.every(({ verified }) => verified === null) ? { ...totals, verified: null } : (totals ?? undefined);

/** Districts that have a frozen version, by section and in total. */
export function scoreHeat({ districts, sections }: Overview, measure: Measure): HeatData {
  const shown = districts.filter(({ cells }) => cells.length > 0);
  const known = new Map(shown.map((each) => [each.districtId, each]));
  return {
    rowsAre: "区县",
    rows: shown.map(({ districtId, district }) => ({ key: districtId, name: district })),
    columns: [...sections.map(({ key, heading }) => ({ key, name: heading })), { key: TOTAL, name: "合计" }],
    cell: (row, column) => {
      const district = known.get(row);
      const figures =
        column === TOTAL
          ? district && totalOf(district)
          : district?.cells.find(({ sectionKey }) => sectionKey === column);
      return figures ? cellOf(measure, figures) : NOTHING;
    },
  };
}

const TARGET_STATES = Object.keys(STATE_TEXT) as TargetState[];

/** Plan targets by how they stand: how many of a district's. */
export function targetHeat({ districts }: Overview): HeatData {
  const shown = districts.filter(({ targets }) => targets !== null);
  const known = new Map(shown.map(({ districtId, targets }) => [districtId, targets]));
  return {
    rowsAre: "区县",
    rows: shown.map(({ districtId, district }) => ({ key: districtId, name: district })),
    columns: TARGET_STATES.map((key) => ({ key, name: STATE_TEXT[key] })),
    cell: (row, column) => {
      const counts = known.get(row);
      const state = TARGET_STATES.find((key) => key === column);
      if (!counts || !state) return NOTHING;
      const all = TARGET_STATES.reduce((sum, key) => sum + counts[key], 0);
      const count = counts[state];
      return { share: all === 0 ? 0 : count / all, text: String(count), figure: String(count) };
    },
  };
}

/** How many districts stood in which phase, from the first day on; a single day is no course yet. */
export function progressLines({ progress }: Pick<Overview, "progress">): { times: Time[]; series: Series[] } {
  if (progress.length < 2) return { times: [], series: [] };
  const first = progress[0]?.day ?? "";
  const times = progress.map(({ day }) => ({
    at: daysBetween(first, day),
    label: `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
  }));
  const used = PHASES.filter((phase) => progress.some(({ phases }) => phases[phase] > 0));
  return {
    times,
    series: used.map((phase) => ({
      name: PHASE_TEXT[phase],
      points: progress.map(({ phases }) => String(phases[phase])),
    })),
  };
}

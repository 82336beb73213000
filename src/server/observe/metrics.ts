/** Counters, gauges and histograms in the text format that Prometheus reads (version 0.0.4). */
export type Labels = Readonly<Record<string, string>>;

/** Of one metric; what comes beyond it is counted under one label set, so that nothing from outside can fill the memory. */
const MOST_SERIES = 1000;
const OVERFLOW: Labels = { overflow: "true" };

interface Series<T> {
  labels: Labels;
  value: T;
}

export interface Counter {
  add: (labels?: Labels, by?: number) => void;
  lines: () => string[];
}

export interface Histogram {
  observe: (value: number, labels?: Labels) => void;
  lines: () => string[];
}

export function counter(name: string, help: string): Counter {
  const all = new Map<string, Series<number>>();
  return {
    add: (labels = {}, by = 1) => {
      const series = seriesOf(all, labels, () => 0);
      series.value += by;
    },
    lines: () => [
      ...head(name, help, "counter"),
      ...[...all.values()].map((each) => sample(name, each.labels, each.value)),
    ],
  };
}

interface Buckets {
  counts: number[];
  sum: number;
  count: number;
}

/** `bounds` ascending, in the unit of what is observed. */
export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const all = new Map<string, Series<Buckets>>();
  return {
    observe: (value, labels = {}) => {
      const { value: buckets } = seriesOf(all, labels, () => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }));
      for (const [index, bound] of bounds.entries())
        if (value <= bound) buckets.counts[index] = (buckets.counts[index] ?? 0) + 1;
      buckets.sum += value;
      buckets.count += 1;
    },
    lines: () => [
      ...head(name, help, "histogram"),
      ...[...all.values()].flatMap(({ labels, value: { counts, sum, count } }) => [
        ...bounds.map((bound, index) => sample(`${name}_bucket`, { ...labels, le: String(bound) }, counts[index] ?? 0)),
        sample(`${name}_bucket`, { ...labels, le: "+Inf" }, count),
        sample(`${name}_sum`, labels, sum),
        sample(`${name}_count`, labels, count),
      ]),
    ],
  };
}

/** Values that are read at the moment, by label set; what is not known is left out. */
export function gauges(name: string, help: string, values: readonly [Labels, number | undefined][]): string[] {
  const known = values.flatMap(([labels, value]) => (value === undefined ? [] : [sample(name, labels, value)]));
  return known.length === 0 ? [] : [...head(name, help, "gauge"), ...known];
}

export const gauge = (name: string, help: string, value: number | undefined): string[] =>
  gauges(name, help, [[{}, value]]);

function seriesOf<T>(all: Map<string, Series<T>>, labels: Labels, fresh: () => T): Series<T> {
  const known = all.get(keyOf(labels));
  if (known) return known;
  const kept = all.size < MOST_SERIES ? labels : OVERFLOW;
  const series = all.get(keyOf(kept)) ?? { labels: kept, value: fresh() };
  all.set(keyOf(kept), series);
  return series;
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const head = (name: string, help: string, type: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

function sample(name: string, labels: Labels, value: number): string {
  const written = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${written.length > 0 ? `{${written.join(",")}}` : ""} ${value}`;
}

const escapeLabel = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

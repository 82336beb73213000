import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { score } from "#core/review/points.ts";
import { DEFAULT_BANDS, type Scoring, scoring } from "#core/review/scoring.ts";

/** Where something is wrong: the place in the scoring joined by dots → what to do. */
export type ScoringFaults = ReadonlyMap<string, string>;

/** All that is wrong before it is sent: the schema's faults, and what bands have to be among themselves. */
export function scoringFaults(draft: Scoring): ScoringFaults {
  const parsed = scoring.safeParse(draft);
  const faults = new Map<string, string>();
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const path = issue.path.join(".");
      if (!faults.has(path)) faults.set(path, issue.code === "custom" ? issue.message : plain(path, issue.message));
    }
  for (const [index, { name, from }] of draft.bands.entries()) {
    const before = draft.bands[index - 1];
    if (draft.bands.some((each, at) => at < index && each.name.trim() === name.trim()))
      put(faults, `bands.${index}.name`, "等次名称重复，请改名");
    if (before && isFigure(before.from) && isFigure(from) && compareDecimals(from, before.from) >= 0)
      put(faults, `bands.${index}.from`, "应低于上一等次，请由高到低填写");
  }
  if (draft.bands.every(({ name }) => name !== draft.vetoBand)) put(faults, "vetoBand", "请重新选择等次");
  return faults;
}

const put = (faults: Map<string, string>, path: string, message: string): void => {
  if (!faults.has(path)) faults.set(path, message);
};

const plain = (path: string, message: string): string =>
  /\.points$|\.from$|^farApart|^farFromOthers/.test(path) && !/[\u4e00-\u9fff]/.test(message) ? "请填写数字" : message;

const isFigure = (text: string): boolean => score.safeParse(text).success;

/** Points that count towards the total, and those on top of it; null while a figure is unreadable. */
export function pointTotals({ items }: Pick<Scoring, "items">): { points: string; bonus: string } | null {
  const all = Object.values(items);
  if (all.some(({ points }) => !isFigure(points))) return null;
  const sum = (bonus: boolean): string =>
    addDecimals(all.filter((each) => each.bonus === bonus).map(({ points }) => points));
  return { points: sum(false), bonus: sum(true) };
}

/** How far the total is from the usual hundred: "" where it is not. */
export function totalNote(points: string): string {
  const off = subtractDecimals("100", points);
  if (compareDecimals(off, "0") === 0) return "";
  return compareDecimals(off, "0") > 0 ? `，比100分少${off}分` : `，比100分多${off.replace("-", "")}分`;
}

/** A band with another name stays the one that a failed veto leaves. */
export function changeBand(draft: Scoring, index: number, change: Partial<Scoring["bands"][number]>): Scoring {
  const before = draft.bands[index];
  const bands = draft.bands.map((band, at) => (at === index ? { ...band, ...change } : band));
  const renamed = before && change.name !== undefined && draft.vetoBand === before.name;
  return {
    ...draft,
    bands,
    vetoBand: renamed ? (change.name ?? draft.vetoBand) : draft.vetoBand,
    defaults: { ...draft.defaults, bands: false },
  };
}

export const addBand = (draft: Scoring): Scoring => ({
  ...draft,
  bands: [...draft.bands, { name: "", from: "0" }],
  defaults: { ...draft.defaults, bands: false },
});

export const removeBand = (draft: Scoring, index: number): Scoring => ({
  ...draft,
  bands: draft.bands.filter((_, at) => at !== index),
  defaults: { ...draft.defaults, bands: false },
});

export const usualBands = (draft: Scoring): Scoring => ({
  ...draft,
  bands: [...DEFAULT_BANDS],
  vetoBand: DEFAULT_BANDS.at(-1)?.name ?? "",
  defaults: { ...draft.defaults, bands: true },
});

import type { Duty } from "#core/api/cycle.ts";

/** The column of a whole report: every section, cover and chapters included. */
export const WHOLE = "*";

/** Who reads what: by district and column (a section, or the whole report) the accounts of the inspectors, in order. */
export type DutyPlan = ReadonlyMap<string, readonly string[]>;

export interface Cell {
  districtId: string;
  /** a section, or WHOLE */
  column: string;
}

// ids hold no line break
export const cellKey = ({ districtId, column }: Cell): string => `${districtId}\n${column}`;

export function planOf(duties: readonly Duty[]): DutyPlan {
  const plan = new Map<string, string[]>();
  for (const { accountId, districtId, sections } of duties)
    for (const column of sections ?? [WHOLE]) {
      const key = cellKey({ districtId, column });
      plan.set(key, [...(plan.get(key) ?? []), accountId]);
    }
  return plan;
}

/** One duty for an inspector and a district, as the table is stored; the whole report takes the sections in. */
export function dutiesOf(plan: DutyPlan, districts: readonly string[], sections: readonly string[]): Duty[] {
  return districts.flatMap((districtId) => {
    const whole = plan.get(cellKey({ districtId, column: WHOLE })) ?? [];
    const partly = new Map<string, string[]>();
    for (const column of sections)
      for (const accountId of plan.get(cellKey({ districtId, column })) ?? [])
        if (!whole.includes(accountId)) partly.set(accountId, [...(partly.get(accountId) ?? []), column]);
    return [
      ...whole.map((accountId): Duty => ({ accountId, districtId, sections: null })),
      ...[...partly].map(([accountId, columns]): Duty => ({ accountId, districtId, sections: columns })),
    ];
  });
}

/** Everybody who reads a section of a district, those with the whole report included. */
export const readersOf = (plan: DutyPlan, { districtId, column }: Cell): string[] => [
  ...new Set([...(plan.get(cellKey({ districtId, column })) ?? []), ...wholeReaders(plan, districtId)]),
];

export const wholeReaders = (plan: DutyPlan, districtId: string): readonly string[] =>
  plan.get(cellKey({ districtId, column: WHOLE })) ?? [];

export type CellChange = "add" | "remove" | "set";

/** The same change to every chosen cell. */
export function changeCells(
  plan: DutyPlan,
  cells: readonly Cell[],
  change: CellChange,
  accountIds: readonly string[],
): DutyPlan {
  const next = new Map(plan);
  for (const cell of cells) {
    const key = cellKey(cell);
    const before = next.get(key) ?? [];
    const after = {
      add: [...new Set([...before, ...accountIds])],
      remove: before.filter((id) => !accountIds.includes(id)),
      set: [...new Set(accountIds)],
    }[change];
    if (after.length > 0) next.set(key, after);
    else next.delete(key);
  }
  return next;
}

export interface Rotation {
  /** whole reports in turn, or the same section in all districts */
  by: "district" | "section";
  inspectors: readonly string[];
  /** how many read each: one or two */
  each: number;
  districts: readonly string[];
  sections: readonly string[];
}

/**
 * 轮流分配: nobody has more than one unit of work more than anybody else. By section one inspector reads it in all
 * districts, so that all are held to the same measure.
 */
export function rotate({ by, inspectors, each, districts, sections }: Rotation): DutyPlan {
  const plan = new Map<string, string[]>();
  const count = Math.min(each, inspectors.length);
  if (count === 0) return plan;
  const turn = (index: number): string[] =>
    Array.from({ length: count }, (_, nth) => inspectors[(index * count + nth) % inspectors.length] ?? "");
  if (by === "district")
    for (const [index, districtId] of districts.entries())
      plan.set(cellKey({ districtId, column: WHOLE }), turn(index));
  else
    for (const [index, column] of sections.entries())
      for (const districtId of districts) plan.set(cellKey({ districtId, column }), turn(index));
  return plan;
}

/** Cells that nobody reads. Where somebody has the whole report, all of its sections are read. */
export const uncovered = (plan: DutyPlan, districts: readonly string[], sections: readonly string[]): Cell[] =>
  districts.flatMap((districtId) =>
    sections.map((column) => ({ districtId, column })).filter((cell) => readersOf(plan, cell).length === 0),
  );

/** How many sections, over all districts, each inspector reads. */
export function loads(
  plan: DutyPlan,
  districts: readonly string[],
  sections: readonly string[],
): ReadonlyMap<string, { districts: number; sections: number }> {
  const found = new Map<string, { districts: number; sections: number }>();
  for (const districtId of districts) {
    const here = new Map<string, number>();
    for (const column of sections)
      for (const accountId of readersOf(plan, { districtId, column }))
        here.set(accountId, (here.get(accountId) ?? 0) + 1);
    for (const [accountId, count] of here) {
      const before = found.get(accountId) ?? { districts: 0, sections: 0 };
      found.set(accountId, { districts: before.districts + 1, sections: before.sections + count });
    }
  }
  return found;
}

/** Whether two plans say the same, whatever the order. */
export const samePlan = (a: DutyPlan, b: DutyPlan): boolean => flat(a) === flat(b);

const flat = (plan: DutyPlan): string =>
  JSON.stringify(
    [...plan]
      .filter(([, ids]) => ids.length > 0)
      .map(([key, ids]) => [key, [...ids].sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

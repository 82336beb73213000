import { diff3MergeRegions } from "node-diff3";
import { canonical } from "#core/answer/canonical.ts";

export interface RowMerge<T> {
  /** what a row is known by, whatever else in it changes */
  keyOf: (row: T) => string;
  /** undefined = both changed the same part of it differently */
  mergeRow: (base: T, mine: T, theirs: T) => T | undefined;
}

/**
 * Three-way merge of a list: rows that one side added, changed, moved or removed are taken from that side; rows that
 * both added are all kept, the stored ones first. Undefined where somebody has to decide.
 */
export function mergeRows<T>(base: T[], mine: T[], theirs: T[], rules: RowMerge<T>): T[] | undefined {
  return mergeByPlace(base, mine, theirs, rules) ?? mergeByKey(base, mine, theirs, rules);
}

interface Marked<T> {
  row: T;
  mark: string;
}

function mergeByPlace<T>(base: T[], mine: T[], theirs: T[], { mergeRow }: RowMerge<T>): T[] | undefined {
  const rowOf = new Map([...base, ...mine, ...theirs].map((row) => [canonical(row), row]));
  const marks = (rows: T[]): string[] => rows.map(canonical);
  const known = (all: string[]): T[] => all.flatMap((mark) => rowOf.get(mark) ?? []);
  const result: T[] = [];
  for (const region of diff3MergeRegions(marks(mine), marks(base), marks(theirs))) {
    if (region.stable) result.push(...known(region.bufferContent));
    else {
      const settled = settle(known(region.oContent), known(region.aContent), known(region.bContent), mergeRow);
      if (!settled) return undefined;
      result.push(...settled);
    }
  }
  return result;
}

function settle<T>(base: T[], mine: T[], theirs: T[], mergeRow: RowMerge<T>["mergeRow"]): T[] | undefined {
  if (canonical(mine) === canonical(theirs)) return mine;
  if (base.length === 0) return union(theirs, mine);
  if (base.length !== mine.length || base.length !== theirs.length) return undefined;
  return everyRow(
    base.map((row, index) => [row, mine[index], theirs[index]] as const),
    mergeRow,
  );
}

function union<T>(first: T[], second: T[]): T[] {
  const there = new Set(first.map(canonical));
  return [...first, ...second.filter((row) => !there.has(canonical(row)))];
}

function everyRow<T>(
  rows: readonly (readonly [T, T | undefined, T | undefined])[],
  mergeRow: RowMerge<T>["mergeRow"],
): T[] | undefined {
  const result: T[] = [];
  for (const [base, mine, theirs] of rows) {
    const row = mine === undefined || theirs === undefined ? undefined : mergeRow(base, mine, theirs);
    if (row === undefined) return undefined;
    result.push(row);
  }
  return result;
}

/** Where rows were moved or removed on one side and changed on the other: each is found again by its key. */
function mergeByKey<T>(base: T[], mine: T[], theirs: T[], rules: RowMerge<T>): T[] | undefined {
  const [original, left, right] = [base, mine, theirs].map((rows) => byKey(rows, rules.keyOf));
  if (!original || !left || !right) return undefined;
  const order = mergeOrder([...original.keys()], [...left.keys()], [...right.keys()]);
  if (!order) return undefined;
  const result: T[] = [];
  for (const key of new Set([...order, ...original.keys()])) {
    const [b, m, t] = [original.get(key), left.get(key), right.get(key)];
    const kept = order.includes(key);
    if (b !== undefined && m !== undefined && t !== undefined) {
      const row = rules.mergeRow(b.row, m.row, t.row);
      if (row === undefined || !kept) return undefined;
      result.push(row);
    } else if (kept) {
      const there = m ?? t;
      if (!there || (m && t && m.mark !== t.mark)) return undefined;
      result.push(there.row);
    } else if ([m, t].some((side) => side && side.mark !== b?.mark)) return undefined; // removed here, changed there
  }
  return result;
}

function byKey<T>(rows: T[], keyOf: (row: T) => string): Map<string, Marked<T>> | undefined {
  const found = new Map(rows.map((row) => [keyOf(row), { row, mark: canonical(row) }]));
  return found.size === rows.length && !found.has("") ? found : undefined;
}

function mergeOrder(base: string[], mine: string[], theirs: string[]): string[] | undefined {
  const result: string[] = [];
  for (const region of diff3MergeRegions(mine, base, theirs)) {
    if (region.stable) result.push(...region.bufferContent);
    else if (region.oLength === 0) result.push(...union(region.bContent, region.aContent));
    else return undefined;
  }
  return new Set(result).size === result.length ? result : undefined;
}

import type { TaskRow } from "#core/document/task-table.ts";

export const UNASSIGNED = "待定";

/** The units that lead something, in the order of the checklist, and how much each has. */
export function unitsOf(rows: readonly Pick<TaskRow, "lead">[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { lead } of rows) counts.set(lead || UNASSIGNED, (counts.get(lead || UNASSIGNED) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}

export const ofUnit = <Row extends Pick<TaskRow, "lead">>(rows: readonly Row[], unit: string): readonly Row[] =>
  unit === "" ? rows : rows.filter(({ lead }) => (lead || UNASSIGNED) === unit);

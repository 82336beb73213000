import type { Assignment, Workspace } from "#app/data/workspace.ts";
import type { ItemProgress } from "#core/submission/progress.ts";
import { placedTitle } from "#core/template/outline.ts";
import { isLocked, type SignOffState } from "#core/workflow/sign-off.ts";

/** A unit and those who fill its items here. */
export interface Unit {
  id: string;
  name: string;
  people: readonly string[];
  savedAt: string | null;
}

export interface CollationRow {
  itemKey: string;
  title: string;
  unitId: string | null;
  unit: string;
  due: string | null;
  late: boolean;
  progress: ItemProgress;
  signOff: SignOffState;
  openComments: number;
}

type Source = Pick<Workspace, "items" | "deadline" | "assignment" | "progress">;

/** Every item with its unit, its day and how far it is. An item without a day of its own is due with the whole. */
export function collationRows(workspace: Source, units: readonly Unit[], today: string): CollationRow[] {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return workspace.items.map((placed) => {
    const { key } = placed.item;
    const assignment = workspace.assignment(key);
    const progress = workspace.progress(key);
    const due = assignment.due ?? workspace.deadline;
    const signOff = stateOf(assignment);
    return {
      itemKey: key,
      title: placedTitle(placed),
      unitId: assignment.unitId,
      unit: assignment.unitId === null ? "未分工" : (names.get(assignment.unitId) ?? "未知单位"),
      due,
      late: due !== null && due < today && !isLocked(signOff) && progress.state !== "done",
      progress,
      signOff,
      openComments: assignment.openComments,
    };
  });
}

const stateOf = ({ signOff }: Assignment): SignOffState => signOff?.state ?? "open";

export const ROW_FILTERS = {
  all: { text: "全部", keeps: () => true },
  late: { text: "已逾期", keeps: ({ late }: CollationRow) => late },
  empty: { text: "未开始", keeps: ({ progress }: CollationRow) => progress.state === "empty" },
  open: { text: "未交稿", keeps: ({ signOff }: CollationRow) => signOff === "open" },
  waiting: { text: "待接收", keeps: ({ signOff }: CollationRow) => signOff === "handed-in" },
  returned: { text: "已退回", keeps: ({ signOff }: CollationRow) => signOff === "returned" },
  taken: { text: "已接收", keeps: ({ signOff }: CollationRow) => signOff === "taken-over" },
  comments: { text: "有批注未解决", keeps: ({ openComments }: CollationRow) => openComments > 0 },
  unassigned: { text: "未分工", keeps: ({ unitId }: CollationRow) => unitId === null },
} as const satisfies Record<string, { text: string; keeps: (row: CollationRow) => boolean }>;
export type RowFilter = keyof typeof ROW_FILTERS;

export const matchesText = ({ title, unit }: CollationRow, wanted: string): boolean =>
  wanted === "" || `${title} ${unit}`.includes(wanted);

export interface UnitSummary extends Unit {
  items: number;
  /** nothing has been filled in them yet */
  empty: number;
  handedIn: number;
  takenOver: number;
  late: number;
}

/** The units that have something to fill; first who is late, then who has not started, then in the units' own order. */
export function unitSummaries(rows: readonly CollationRow[], units: readonly Unit[]): UnitSummary[] {
  const summaries = units.flatMap((unit): UnitSummary[] => {
    const own = rows.filter(({ unitId }) => unitId === unit.id);
    const count = (keeps: (row: CollationRow) => boolean): number => own.filter(keeps).length;
    return own.length === 0
      ? []
      : [
          {
            ...unit,
            items: own.length,
            empty: count(ROW_FILTERS.empty.keeps),
            handedIn: count(ROW_FILTERS.waiting.keeps),
            takenOver: count(ROW_FILTERS.taken.keeps),
            late: count(ROW_FILTERS.late.keeps),
          },
        ];
  });
  const notStarted = ({ empty, items }: UnitSummary): number => (empty === items ? 1 : 0);
  return summaries.sort((a, b) => b.late - a.late || notStarted(b) - notStarted(a));
}

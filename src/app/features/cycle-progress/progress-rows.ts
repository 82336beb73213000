import { daysBetween } from "#app/data/clock.ts";
import { phaseText } from "#app/ui/phase-mark.tsx";
import type { CycleDetail, DistrictProgress } from "#core/api/cycle.ts";

/** What is asked for when a city looks over its districts. */
export const PROGRESS_FILTERS = {
  all: { text: "全部", keeps: () => true },
  overdue: { text: "已逾期", keeps: ({ overdue }: DistrictProgress) => overdue },
  open: {
    text: "尚未报送",
    keeps: ({ phase }: DistrictProgress) => phase === null || phase === "drafting",
  },
  submitted: { text: "待开始审核", keeps: ({ phase }: DistrictProgress) => phase === "submitted" },
  reviewing: { text: "审核中", keeps: ({ phase }: DistrictProgress) => phase === "reviewing" },
  returned: { text: "退回补正中", keeps: ({ phase }: DistrictProgress) => phase === "returned" },
  ready: { text: "可以办结", keeps: (row: DistrictProgress) => isReady(row) },
  unread: { text: "没有督学", keeps: ({ inspectors }: DistrictProgress) => inspectors.length === 0 },
  concluded: { text: "已办结", keeps: ({ phase }: DistrictProgress) => phase === "concluded" },
} as const satisfies Record<string, { text: string; keeps: (row: DistrictProgress) => boolean }>;
export type ProgressFilter = keyof typeof PROGRESS_FILTERS;

/** Everything that somebody has to read has a settled word. */
export const isReady = ({ phase, reviewed, toReview }: DistrictProgress): boolean =>
  phase === "reviewing" && toReview > 0 && reviewed === toReview;

export const PROGRESS_ORDERS = ["district", "phase", "done", "reviewed", "total"] as const;
export type ProgressOrder = (typeof PROGRESS_ORDERS)[number];

const PHASE_RANK = [null, "drafting", "returned", "submitted", "reviewing", "concluded"] as const;

const share = (part: number, whole: number): number => (whole === 0 ? -1 : part / whole);

/** Ascending by what is chosen; equal ones as they came, which is by name. */
const KEYS: Record<Exclude<ProgressOrder, "district">, (row: DistrictProgress) => number> = {
  phase: ({ phase }) => PHASE_RANK.indexOf(phase),
  done: ({ progress }) => (progress ? share(progress.done, progress.items) : -1),
  reviewed: ({ reviewed, toReview }) => share(reviewed, toReview),
  total: ({ totals }) => (totals ? Number(totals.total) : -1),
};

const byName = new Intl.Collator("zh-CN");

export function sortRows(
  rows: readonly DistrictProgress[],
  order: ProgressOrder,
  descending: boolean,
): DistrictProgress[] {
  const compare = (a: DistrictProgress, b: DistrictProgress): number =>
    order === "district" ? byName.compare(a.district, b.district) : KEYS[order](a) - KEYS[order](b);
  return [...rows].sort((a, b) => (descending ? -compare(a, b) : compare(a, b)));
}

export const matches = (row: DistrictProgress, text: string): boolean =>
  `${row.district} ${phaseText(row.phase)} ${row.inspectors.join(" ")} ${row.grade ?? ""}`.includes(text.trim());

/** Districts that are late or soon will be, as a message that can be pasted into a chat: 催办清单. */
export function hastenText(
  rows: readonly DistrictProgress[],
  { year, submitBy }: Pick<CycleDetail, "year" | "submitBy">,
  today: string,
): string {
  const open = rows.filter(PROGRESS_FILTERS.open.keeps);
  const returned = rows.filter(({ phase }) => phase === "returned");
  const lines = [
    ...open.map(
      ({ district, progress }) =>
        `${district}：尚未报送${progress ? `，已完成${progress.done}/${progress.items}项` : "，尚未开始填报"}`,
    ),
    ...returned.map(
      ({ district, returned: items, returnDue }) =>
        `${district}：退回补正${items}条尚未重新报送${returnDue === null ? "" : `，${dueText(returnDue, today)}`}`,
    ),
  ];
  if (lines.length === 0) return "";
  return [`${year}年度履行教育职责自评，报送${dueText(submitBy, today)}。以下区县请抓紧：`, ...lines].join("\n");
}

/** 期限2026年3月1日，已过3天 */
function dueText(day: string, today: string): string {
  const [year, month, date] = day.split("-").map(Number);
  const left = daysBetween(today, day);
  const distance = left === 0 ? "今天到期" : left > 0 ? `还有${left}天` : `已过${-left}天`;
  return `期限${year}年${month}月${date}日，${distance}`;
}

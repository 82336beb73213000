import { IconAlertTriangleFilled, IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { isReady, type ProgressOrder } from "#app/features/cycle-progress/progress-rows.ts";
import { dayText } from "#app/ui/day-text.ts";
import { PhaseMark } from "#app/ui/phase-mark.tsx";
import table from "#app/ui/work-table.module.css";
import type { DistrictProgress } from "#core/api/cycle.ts";

export interface ProgressTableProps {
  rows: readonly DistrictProgress[];
  today: string;
  submitBy: string;
  order: { by: ProgressOrder; descending: boolean };
  onOrder: (by: ProgressOrder) => void;
  linksOf: (row: DistrictProgress) => ReactNode;
}

/** One line for a district. */
export function ProgressTable({ rows, today, submitBy, order, onOrder, linksOf }: ProgressTableProps) {
  const sortable = (by: ProgressOrder, text: string, number = false) => (
    <th
      scope="col"
      className={number ? table.number : undefined}
      aria-sort={order.by === by ? (order.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" className={table.sort} onClick={() => onOrder(by)}>
        {text}
        {order.by === by && (order.descending ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />)}
      </button>
    </th>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className={table.box} aria-label="各区县进度" tabIndex={0}>
      <table className={table.table}>
        <caption className={table.caption}>各区县进度</caption>
        <thead>
          <tr>
            {sortable("district", "区县")}
            {sortable("phase", "阶段")}
            {sortable("done", "填报（已完成/总项）", true)}
            <th scope="col">期限</th>
            {sortable("reviewed", "已审/应审", true)}
            <th scope="col">督学</th>
            {sortable("total", "核定总分", true)}
            <th scope="col">等次</th>
            <th scope="col">查看</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.districtId}>
              <th scope="row">{row.district}</th>
              <td>
                <PhaseMark phase={row.phase} />
                {row.round > 1 && <span className={table.plain}> 第{row.round}次报送</span>}
              </td>
              <td className={table.number}>{row.progress ? `${row.progress.done}/${row.progress.items}` : "—"}</td>
              <td>
                <Due row={row} submitBy={submitBy} today={today} />
              </td>
              <td className={table.number}>
                {row.toReview > 0 ? `${row.reviewed}/${row.toReview}` : "—"}
                {isReady(row) && <span className={table.good}>，可以办结</span>}
              </td>
              <td className={table.names}>
                {row.inspectors.length > 0 ? (
                  row.inspectors.join("、")
                ) : (
                  <span className={table.waits}>
                    <IconAlertTriangleFilled size={14} aria-hidden />
                    未分工
                  </span>
                )}
              </td>
              <td className={table.number}>{totalText(row)}</td>
              <td>{row.grade ?? "—"}</td>
              <td className={table.keep}>{linksOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const totalText = ({ totals }: DistrictProgress): string =>
  totals === null ? "—" : `${totals.total}/${totals.points}分${totals.open > 0 ? `（${totals.open}条未评）` : ""}`;

/** What is due next; nothing once it lies with the city. */
function Due({ row, submitBy, today }: { row: DistrictProgress; submitBy: string; today: string }) {
  const { phase, returned, returnDue, overdue } = row;
  if (phase === "returned")
    return (
      <span className={overdue ? table.late : table.plain}>
        {overdue && <IconAlertTriangleFilled size={14} aria-hidden />}
        {overdue && "已逾期："}退回{returned}条{returnDue !== null && `，${dayText(returnDue, today)}`}
      </span>
    );
  if (phase !== null && phase !== "drafting") return <>已报送</>;
  return (
    <span className={overdue ? table.late : table.plain}>
      {overdue && <IconAlertTriangleFilled size={14} aria-hidden />}
      {overdue && "已逾期："}
      {dayText(submitBy, today)}
    </span>
  );
}

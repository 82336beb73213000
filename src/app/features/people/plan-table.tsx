import { IconAlertOctagonFilled, IconBan, IconEqual, IconPencil, IconPlus } from "@tabler/icons-react";
import classes from "#app/features/people/people.module.css";
import type { RowPlan, SheetPlan } from "#core/api/people.ts";

const ACTIONS = {
  create: { text: "新建", Shape: IconPlus },
  change: { text: "更新", Shape: IconPencil },
  disable: { text: "停用", Shape: IconBan },
  same: { text: "未变", Shape: IconEqual },
  fault: { text: "有误", Shape: IconAlertOctagonFilled },
} as const;

export const countOf = ({ rows }: SheetPlan, action: RowPlan["action"]): number =>
  rows.filter((row) => row.action === action).length;

/** What each row of the file would do; what is at fault stands first, with its place. */
export function PlanTable({ plan }: { plan: SheetPlan }) {
  const rows = [...plan.rows].sort((a, b) => Number(b.action === "fault") - Number(a.action === "fault"));
  return (
    <>
      <ul className={classes.counts} aria-label="合计">
        {Object.entries(ACTIONS).map(([action, { text }]) => {
          const count = plan.rows.filter((row) => row.action === action).length;
          return count === 0 ? null : (
            <li key={action}>
              {text}
              {count}行
            </li>
          );
        })}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={classes.box} aria-label="逐行核对" tabIndex={0}>
        <table className={`${classes.table} ${classes.plan}`}>
          <thead>
            <tr>
              <th scope="col">行号</th>
              <th scope="col">处理</th>
              <th scope="col">名称</th>
              <th scope="col">用户名</th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PlanRow key={row.row} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function PlanRow({ row: { row, action, name, username, says, faults } }: { row: RowPlan }) {
  const { text, Shape } = ACTIONS[action];
  return (
    <tr data-action={action}>
      <td className={classes.number}>{row}</td>
      <td>
        <span className={classes.action} data-action={action}>
          <Shape size={15} aria-hidden />
          {text}
        </span>
      </td>
      <th scope="row">{name}</th>
      <td>{username}</td>
      <td>
        <ul className={classes.says}>
          {faults.map(({ column, message }) => (
            <li key={`${column} ${message}`}>
              “{column}”：{message}
            </li>
          ))}
          {says.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

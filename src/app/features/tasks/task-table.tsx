import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { ofUnit, UNASSIGNED, unitsOf } from "#app/features/tasks/task-units.ts";
import classes from "#app/features/tasks/tasks.module.css";
import type { TaskRow } from "#core/document/task-table.ts";
import { officialDate } from "#core/field/plain.ts";

/** Every item with its unit and its day; one unit at a time where one asks for it. */
export function TaskTable({ rows }: { rows: readonly TaskRow[] }) {
  const [unit, setUnit] = useState("");
  const units = unitsOf(rows);
  const scored = rows.some(({ points }) => points !== "");
  return (
    <>
      <NativeSelect
        label="责任单位"
        value={unit}
        data={[
          { value: "", label: `全部（${rows.length}项）` },
          ...units.map(({ name, count }) => ({ value: name, label: `${name}（${count}项）` })),
        ]}
        onChange={(event) => setUnit(event.currentTarget.value)}
        maw={320}
        mb="sm"
      />
      <div className={classes.box}>
        <table className={classes.table}>
          <caption className={classes.caption}>任务分解表</caption>
          <thead>
            <tr>
              <th scope="col">指标</th>
              {scored && <th scope="col">分值</th>}
              <th scope="col">填报内容</th>
              <th scope="col">责任单位</th>
              <th scope="col">配合单位</th>
              <th scope="col">完成时限</th>
            </tr>
          </thead>
          <tbody>
            {ofUnit(rows, unit).map((row) => (
              <tr key={row.itemKey}>
                <th scope="row">
                  {row.title}
                  <small>{row.section}</small>
                </th>
                {scored && <td data-label="分值">{row.points || "—"}</td>}
                <td data-label="填报内容">{row.asks || "—"}</td>
                <td data-label="责任单位">{row.lead || UNASSIGNED}</td>
                <td data-label="配合单位">{row.support || "—"}</td>
                <td data-label="完成时限">{row.deadline === "" ? "未定" : officialDate(row.deadline)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

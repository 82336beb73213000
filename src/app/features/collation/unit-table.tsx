import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/collation/collation.module.css";
import type { UnitSummary } from "#app/features/collation/collation-rows.ts";

export interface UnitTableProps {
  units: readonly UnitSummary[];
  /** the unit whose items are listed below; undefined = all */
  chosen: string | undefined;
  onChoose: (unitId: string | undefined) => void;
}

/** Units × how far they are; choosing one lists its items. */
export function UnitTable({ units, chosen, onChoose }: UnitTableProps) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption className={classes.caption}>各责任单位</caption>
        <thead>
          <tr>
            <th scope="col">责任单位</th>
            <th scope="col" className={classes.number}>
              条目
            </th>
            <th scope="col" className={classes.number}>
              未开始
            </th>
            <th scope="col" className={classes.number}>
              待接收
            </th>
            <th scope="col" className={classes.number}>
              已接收
            </th>
            <th scope="col" className={classes.number}>
              逾期
            </th>
            <th scope="col">填报人</th>
            <th scope="col">最近保存</th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.id} data-chosen={unit.id === chosen}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.unit}
                  aria-pressed={unit.id === chosen}
                  onClick={() => onChoose(unit.id === chosen ? undefined : unit.id)}
                >
                  {unit.name}
                </button>
              </th>
              <Count value={unit.items} />
              <Count value={unit.empty} text={unit.empty === unit.items ? `全部${unit.empty}` : undefined} />
              <Count value={unit.handedIn} />
              <Count value={unit.takenOver} />
              <Count value={unit.late} late />
              <td className={classes.people}>{unit.people.length > 0 ? unit.people.join("、") : "未开通账号"}</td>
              <td className={classes.people}>{unit.savedAt === null ? "还没有保存过" : shortStamp(unit.savedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A zero steps back, so that what there is can be seen. */
function Count({ value, text, late = false }: { value: number; text?: string | undefined; late?: boolean }) {
  return (
    <td className={classes.number} data-tone={value === 0 ? "none" : late ? "late" : undefined}>
      {late && value > 0 && <IconAlertTriangleFilled size={14} aria-hidden />}
      {text ?? value}
    </td>
  );
}

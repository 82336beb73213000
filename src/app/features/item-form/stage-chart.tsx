import { useState } from "react";
import classes from "#app/features/item-form/stages.module.css";
import { YearLines } from "#app/ui/plot/line-over-time.tsx";
import type { FieldOf } from "#core/field/definition.ts";
import { GUARDED } from "#core/stage/movement.ts";
import type { StageTable } from "#core/stage/table.ts";

/** The years as lines, spending or spending per pupil; nothing until something can be compared. */
export function StageChart({ field, table }: { field: FieldOf<"stages">; table: StageTable }) {
  const [measure, setMeasure] = useState(GUARDED[1] ?? "perPupil");
  const series = table.rows
    .map((row) => ({ name: row.label, points: table.years.map((year) => row.cells.get(year)?.[measure]?.value) }))
    .filter(({ points }) => points.some((point) => point !== undefined));
  const drawable = table.rows.some(
    (row) => table.years.filter((year) => GUARDED.some((each) => row.cells.get(year)?.[each])).length > 1,
  );
  if (!drawable) return null;
  return (
    <div>
      <div className={classes.choice} role="radiogroup" aria-label="图中画什么">
        {GUARDED.map((each) => (
          <label key={each}>
            <input type="radio" checked={measure === each} onChange={() => setMeasure(each)} />
            {field[each].label}
          </label>
        ))}
      </div>
      <YearLines
        title={field[measure].label}
        unit={field[measure].unit}
        years={table.years.map(Number)}
        series={series}
      />
    </div>
  );
}

import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconHelpCircle } from "@tabler/icons-react";
import { type StageColumn, stageColumns } from "#app/features/item-form/stage-block.ts";
import classes from "#app/features/item-form/stages.module.css";
import type { FieldOf } from "#core/field/definition.ts";
import { MEASURES, type Measure, type StagesForm } from "#core/field/type.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";
import { type StageOutcome, stageMovement, stageOutcome } from "#core/stage/movement.ts";
import type { StageRow } from "#core/stage/table.ts";

interface StageRowProps {
  field: FieldOf<"stages">;
  row: StageRow;
  years: readonly string[];
  /** absent in the row of totals, which is computed */
  typed?: StagesForm;
  index?: number;
  readOnly?: boolean;
  onType?: (column: StageColumn, text: string) => void;
  onNote?: (text: string) => void;
}

/** One stage, or the total: figures of each measure by year, the change after them, and what comes of it. */
export function StageRowCells(props: StageRowProps) {
  const { row, years, typed, readOnly, onNote } = props;
  return (
    <tr data-total={typed === undefined || undefined}>
      <th scope="row" className={classes.stage}>
        {row.label}
      </th>
      <td className={classes.outcome}>
        <Outcome outcome={stageOutcome(row, years)} />
      </td>
      {MEASURES.map((measure) => (
        <MeasureCells key={measure} {...props} measure={measure} />
      ))}
      <td>
        {typed && (
          <input
            className={classes.note}
            aria-label={`${row.label}：备注`}
            readOnly={readOnly}
            value={typed.notes[row.key] ?? ""}
            onChange={(event) => onNote?.(event.currentTarget.value)}
          />
        )}
      </td>
    </tr>
  );
}

function MeasureCells(props: StageRowProps & { measure: Measure }) {
  const { row, years, measure } = props;
  const moved = measure === "pupils" ? undefined : stageMovement(row, measure, years.at(-2), years.at(-1));
  return (
    <>
      {stageColumns(years).map((column, at) =>
        column.measure === measure ? (
          <td key={column.year} className={classes.cell}>
            <Cell {...props} column={column} at={at} />
          </td>
        ) : null,
      )}
      {measure !== "pupils" && (
        <td className={classes.change} data-verdict={moved?.verdict}>
          {moved && (
            <>
              <span>{signed(moved.change)}</span>
              {moved.growth !== undefined && <span>{signed(moved.growth)}%</span>}
            </>
          )}
        </td>
      )}
    </>
  );
}

interface CellProps extends StageRowProps {
  column: StageColumn;
  at: number;
}

/** Typed figures are inputs; a figure per pupil that follows from the others stands in grey until one is typed. */
function Cell({ field, row, typed, index, readOnly, onType, column, at }: CellProps) {
  const { measure, year } = column;
  const figure = row.cells.get(year)?.[measure];
  if (!typed) return <span className={classes.computed}>{figure ? groupDigits(figure.value) : ""}</span>;
  return (
    <input
      className={classes.figure}
      inputMode="decimal"
      autoComplete="off"
      data-row={index}
      data-column={at}
      aria-label={`${row.label}：${year}年${field[measure].label}`}
      readOnly={readOnly}
      placeholder={figure?.computed ? groupDigits(figure.value) : ""}
      value={typed.rows[row.key]?.[year]?.[measure] ?? ""}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onType?.(column, event.currentTarget.value)}
    />
  );
}

const signed = (value: string): string =>
  value.startsWith("-") ? `−${groupDigits(value.slice(1))}` : `+${groupDigits(value)}`;

const MARKS: Record<StageOutcome, typeof IconHelpCircle> = {
  做到只增不减: IconCircleCheck,
  有下降: IconAlertTriangle,
  待核: IconHelpCircle,
  未填齐: IconCircleDashed,
};

/** A word and a shape, never colour alone. */
function Outcome({ outcome }: { outcome: StageOutcome }) {
  const Mark = MARKS[outcome];
  return (
    <span className={classes.mark} data-outcome={outcome}>
      <Mark size={15} aria-hidden />
      {outcome === "做到只增不减" ? "未下降" : outcome}
    </span>
  );
}

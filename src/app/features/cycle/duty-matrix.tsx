import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import classes from "#app/features/cycle/cycle.module.css";
import { type Cell, cellKey, type DutyPlan, readersOf, WHOLE, wholeReaders } from "#app/features/cycle/duty-plan.ts";
import { nextPlace } from "#app/ui/plot/roving.ts";

export interface DutyMatrixProps {
  districts: readonly { id: string; name: string }[];
  /** sections, after the column of whole reports */
  sections: readonly { key: string; heading: string }[];
  plan: DutyPlan;
  nameOf: (accountId: string, districtId: string) => string;
  /** keys of the chosen cells */
  chosen: ReadonlySet<string>;
  onChoose: (cells: readonly Cell[], on: boolean) => void;
  readOnly: boolean;
}

/** Districts by sections with who reads them. One stop for the tab key; arrows go from cell to cell, space chooses. */
export function DutyMatrix({ districts, sections, plan, nameOf, chosen, onChoose, readOnly }: DutyMatrixProps) {
  const [at, setAt] = useState(0);
  const box = useRef<HTMLTableElement>(null);
  const columns = [{ key: WHOLE, heading: "整份报告" }, ...sections];
  const count = districts.length * columns.length;
  const current = Math.min(at, count - 1);
  const press = (event: KeyboardEvent): void => {
    const next = nextPlace(event.key, current, count, columns.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    box.current?.querySelectorAll<HTMLElement>("[data-cell]")[next]?.focus();
  };
  const toggleAll = (cells: readonly Cell[]): void =>
    onChoose(cells, !cells.every((cell) => chosen.has(cellKey(cell))));
  return (
    <div className={classes.matrixBox}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through by arrow keys */}
      <table ref={box} className={classes.matrix} role="grid" aria-label="督学分工" aria-multiselectable={!readOnly}>
        <thead>
          <tr>
            <th scope="col">区县</th>
            {columns.map(({ key, heading }) => (
              <th key={key} scope="col">
                <button
                  type="button"
                  className={classes.head}
                  disabled={readOnly}
                  title={readOnly ? undefined : `选择整列：${heading}`}
                  onClick={() => toggleAll(districts.map(({ id }) => ({ districtId: id, column: key })))}
                >
                  {heading}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {districts.map((district, y) => (
            <tr key={district.id}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.head}
                  disabled={readOnly}
                  title={readOnly ? undefined : `选择整行：${district.name}`}
                  onClick={() => toggleAll(sections.map(({ key }) => ({ districtId: district.id, column: key })))}
                >
                  {district.name}
                </button>
              </th>
              {columns.map(({ key }, x) => {
                const cell = { districtId: district.id, column: key };
                const place = y * columns.length + x;
                const on = chosen.has(cellKey(cell));
                return (
                  <td
                    key={key}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid, which can be chosen
                    role="gridcell"
                    data-cell
                    className={classes.cell}
                    aria-selected={readOnly ? undefined : on}
                    tabIndex={place === current ? 0 : -1}
                    onFocus={() => setAt(place)}
                    onClick={readOnly ? undefined : () => onChoose([cell], !on)}
                    onKeyDown={(event) => {
                      if (!readOnly && (event.key === " " || event.key === "Enter")) {
                        event.preventDefault();
                        onChoose([cell], !on);
                      } else press(event);
                    }}
                  >
                    <Readers plan={plan} cell={cell} nameOf={nameOf} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who reads a cell; grey is who reads it with the whole report. */
function Readers({ plan, cell, nameOf }: { plan: DutyPlan; cell: Cell; nameOf: DutyMatrixProps["nameOf"] }) {
  const own = plan.get(cellKey(cell)) ?? [];
  const named = (accountId: string): string => nameOf(accountId, cell.districtId);
  if (cell.column === WHOLE) return <>{own.map(named).join("、")}</>;
  const whole = wholeReaders(plan, cell.districtId).filter((id) => !own.includes(id));
  if (readersOf(plan, cell).length === 0)
    return (
      <span className={classes.nobody}>
        <IconAlertTriangleFilled size={13} aria-hidden />
        未分工
      </span>
    );
  return (
    <>
      {own.map(named).join("、")}
      {own.length > 0 && whole.length > 0 && "、"}
      {whole.length > 0 && <span className={classes.whole}>{whole.map(named).join("、")}</span>}
    </>
  );
}

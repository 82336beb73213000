import { type KeyboardEvent, useRef, useState } from "react";
import {
  cellLabel,
  type HeatData,
  heatPicture,
  heatSheet,
  NO_DATA,
  shadeOf,
  shadeSteps,
} from "#app/ui/plot/heat-picture.ts";
import classes from "#app/ui/plot/plot.module.css";
import { PlotFrame } from "#app/ui/plot/plot-frame.tsx";
import { nextPlace } from "#app/ui/plot/roving.ts";

export interface HeatMapProps extends HeatData {
  title: string;
  /** what to do first where there is nothing yet */
  empty?: string;
  /** opens what a cell stands for: by click, or by Enter */
  onOpen?: (row: string, column: string) => void;
}

/** A grid of shades with the figure in every cell; heads stay in sight while it scrolls. */
export function HeatMap({ title, empty = "尚无可显示的数据。", onOpen, ...data }: HeatMapProps) {
  const some = data.rows.length > 0 && data.columns.length > 0;
  return (
    <PlotFrame
      title={title}
      sheet={some ? heatSheet(title, data) : { name: title, columns: [], rows: [] }}
      picture={() => heatPicture(data)}
      empty={empty}
    >
      <Grid title={title} data={data} onOpen={onOpen} />
      <ul className={classes.steps} aria-label="深浅的含义">
        {shadeSteps().map(({ shade, text }) => (
          <li key={text} style={{ background: shade.ground, color: shade.ink }}>
            {text}
          </li>
        ))}
      </ul>
    </PlotFrame>
  );
}

interface GridProps {
  title: string;
  data: HeatData;
  onOpen: HeatMapProps["onOpen"];
}

/** One stop for the tab key; arrows go from cell to cell. */
function Grid({ title, data: { rowsAre, rows, columns, cell }, onOpen }: GridProps) {
  const [at, setAt] = useState(0);
  const box = useRef<HTMLTableElement>(null);
  const count = rows.length * columns.length;
  const current = Math.min(at, count - 1);
  const press = (event: KeyboardEvent): void => {
    const [row, column] = [rows[Math.floor(current / columns.length)], columns[current % columns.length]];
    if (event.key === "Enter" && row && column) onOpen?.(row.key, column.key);
    const next = nextPlace(event.key, current, count, columns.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    box.current?.querySelectorAll<HTMLElement>("[data-cell]")[next]?.focus();
  };
  return (
    <div className={classes.scroll}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through by arrow keys */}
      <table ref={box} className={classes.heat} role="grid" aria-label={title} aria-readonly>
        <thead>
          <tr>
            <th scope="col">{rowsAre}</th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {columns.map((column, x) => {
                const each = cell(row.key, column.key);
                const place = y * columns.length + x;
                const shade = shadeOf(each.share);
                return (
                  <td
                    key={column.key}
                    data-cell
                    data-opens={onOpen !== undefined}
                    tabIndex={place === current ? 0 : -1}
                    title={cellLabel(row.name, column.name, each)}
                    style={{ background: shade.ground, color: shade.ink }}
                    onFocus={() => setAt(place)}
                    onKeyDown={press}
                    onClick={onOpen && (() => onOpen(row.key, column.key))}
                  >
                    {each.text === "" ? <span className={classes.none}>{NO_DATA}</span> : each.text}
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

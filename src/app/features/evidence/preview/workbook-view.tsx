import { useEffect, useRef, useState } from "react";
import classes from "#app/features/evidence/preview/preview.module.css";
import type { RowWindow, WorkbookOutline } from "#app/features/evidence/preview/preview-messages.ts";
import type { PreviewWorker } from "#app/features/evidence/preview/preview-task.ts";
import { SheetTable } from "#app/features/evidence/preview/sheet-table.tsx";
import { type Opened, useOpened } from "#app/features/evidence/preview/use-opened.ts";
import { refusalFor, type ViewProps } from "#app/features/evidence/preview/view-props.ts";
import tools from "#app/ui/tool-button.module.css";

const open = (worker: PreviewWorker, bytes: Uint8Array<ArrayBuffer>) => worker.run("workbook", { bytes });

/** An Excel file as tables of text, sheet by sheet. */
export function WorkbookView(props: ViewProps) {
  const opened = useOpened(props, open);
  if (opened === undefined) return <p className={classes.waiting}>正在打开Excel表格…</p>;
  return <Sheets opened={opened} onRefused={props.onRefused} />;
}

function Sheets({ opened, onRefused }: { opened: Opened<WorkbookOutline> } & Pick<ViewProps, "onRefused">) {
  const { value: outline, worker } = opened;
  const [sheet, setSheet] = useState(0);
  const [from, setFrom] = useState(0);
  const [rows, setRows] = useState<RowWindow>();
  const refuse = useRef(onRefused);
  refuse.current = onRefused;
  useEffect(() => {
    let left = false;
    void worker.run("rows", { sheet, from }).then((result) => {
      if (left) return;
      if (result.ok) setRows(result.value);
      else refuse.current(refusalFor(result.error));
    });
    return () => {
      left = true;
    };
  }, [worker, sheet, from]);
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        <fieldset className={classes.sheets} aria-label="工作表">
          {outline.sheets.map((name, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its place
              key={index}
              type="button"
              className={tools.tool}
              aria-pressed={index === sheet}
              onClick={() => {
                setSheet(index);
                setFrom(0);
                setRows(undefined);
              }}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </div>
      {rows && <Facts rows={rows} hidden={outline.hidden} onFrom={setFrom} />}
      <section
        className={classes.desk}
        data-ground="paper"
        aria-label={`工作表“${outline.sheets[sheet]}”`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        {rows ? <SheetTable rows={rows} /> : <p className={classes.waiting}>正在读取…</p>}
      </section>
    </div>
  );
}

function Facts({ rows, hidden, onFrom }: { rows: RowWindow; hidden: number; onFrom: (from: number) => void }) {
  const last = rows.from + rows.rows.length;
  const whole = rows.from === 0 && last === rows.total;
  if (whole && hidden === 0 && !rows.cut) return null;
  return (
    <div className={classes.bar}>
      {!whole && (
        <>
          <button
            type="button"
            className={tools.tool}
            disabled={rows.from === 0}
            onClick={() => onFrom(Math.max(0, rows.from - rows.size))}
          >
            前面的行
          </button>
          <span className={classes.count}>
            第{rows.from + 1}—{last}行，共{rows.total}行
          </span>
          <button type="button" className={tools.tool} disabled={last >= rows.total} onClick={() => onFrom(last)}>
            后面的行
          </button>
        </>
      )}
      {hidden > 0 && <span>另有{hidden}张隐藏的工作表未显示</span>}
      {rows.cut && <span>表格过大，只显示一部分；全部内容请下载查看</span>}
    </div>
  );
}

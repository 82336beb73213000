import { type KeyboardEvent, useEffect, useRef } from "react";
import { sizeText } from "#app/features/evidence/file-text.ts";
import classes from "#app/features/evidence/library.module.css";
import { type LibraryRow, lackingFacts } from "#app/features/evidence/library-rows.ts";
import marks from "#app/features/evidence/record-marks.module.css";
import { Thumbnail } from "#app/features/evidence/thumbnail.tsx";
import { MEDIA_TYPES } from "#core/evidence/evidence.ts";

export interface LibraryTableProps {
  rows: readonly LibraryRow[];
  opened: string | undefined;
  onOpen: (evidenceId: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** The records as a plain table, so that it can be copied into a spreadsheet. ↑↓ moves, Enter opens. */
export function LibraryTable({ rows, opened, onOpen, selected, onSelect }: LibraryTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (opened !== undefined) body.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [opened]);
  const move = (event: KeyboardEvent): void => {
    const offset = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const names = [...(body.current?.querySelectorAll<HTMLElement>("[data-name]") ?? [])];
    const at = names.indexOf(document.activeElement as HTMLElement);
    if (offset === 0 || at < 0) return;
    event.preventDefault();
    names[Math.max(0, Math.min(names.length - 1, at + offset))]?.focus();
  };
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.tick}>
            选
          </th>
          <th scope="col">编号</th>
          <th scope="col">名称</th>
          <th scope="col" data-wide="1">
            类型
          </th>
          <th scope="col" data-wide="2">
            发文机关
          </th>
          <th scope="col" data-wide="2">
            文号
          </th>
          <th scope="col" data-wide="1">
            日期
          </th>
          <th scope="col" data-wide="3">
            有效期至
          </th>
          <th scope="col" data-wide="3">
            所在条目
          </th>
          <th scope="col" data-wide="1">
            大小
          </th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={move}>
        {rows.map((row) => (
          <Row
            key={row.record.id}
            row={row}
            opened={row.record.id === opened}
            onOpen={onOpen}
            selected={selected.has(row.record.id)}
            onToggle={toggle}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The first places of a record; more of them would make the row too high. */
function listed(texts: readonly string[]) {
  const shown = texts.length > 3 ? [...texts.slice(0, 2), `等${texts.length}处`] : texts;
  return shown.map((text) => <div key={text}>{text}</div>);
}

interface RowProps {
  row: LibraryRow;
  opened: boolean;
  onOpen: (evidenceId: string) => void;
  selected: boolean;
  onToggle: (evidenceId: string) => void;
}

function Row({ row: { record, places, remarks }, opened, onOpen, selected, onToggle }: RowProps) {
  const kind = MEDIA_TYPES[record.mediaType].label;
  const lacking = lackingFacts(record);
  return (
    <tr data-opened={opened}>
      <td className={classes.tick}>
        <input
          type="checkbox"
          aria-label={`选择《${record.title}》`}
          checked={selected}
          onChange={() => onToggle(record.id)}
        />
      </td>
      <td className={classes.number}>{places.length === 0 ? "未引用" : listed(places.map(({ number }) => number))}</td>
      <th scope="row">
        <div className={classes.title}>
          <Thumbnail record={record} />
          <div>
            <button
              type="button"
              data-name
              className={classes.name}
              aria-current={opened || undefined}
              onClick={() => onOpen(record.id)}
            >
              {record.title}
            </button>
            <div className={marks.marks}>
              <span data-narrow>
                {kind} {sizeText(record.size)}
              </span>
              {record.confidential && <span data-tone="danger">涉密</span>}
              {remarks.map((remark) => (
                <span key={remark} data-tone="warn">
                  {remark}
                </span>
              ))}
              {lacking.length > 0 && <span>缺{lacking.join("、")}</span>}
            </div>
          </div>
        </div>
      </th>
      <td data-wide="1">{kind}</td>
      <td data-wide="2">{record.issuer}</td>
      <td data-wide="2">{record.docNumber}</td>
      <td data-wide="1" className={classes.number}>
        {record.date}
      </td>
      <td data-wide="3" className={classes.number}>
        {record.effectiveUntil ?? (record.effectiveFrom === null ? "" : "长期")}
      </td>
      <td data-wide="3">{listed(places.map(({ heading }) => heading))}</td>
      <td data-wide="1" className={classes.size}>
        {sizeText(record.size)}
      </td>
    </tr>
  );
}

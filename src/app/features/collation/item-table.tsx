import { Checkbox } from "@mantine/core";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/features/collation/collation.module.css";
import type { CollationRow } from "#app/features/collation/collation-rows.ts";
import { dayText } from "#app/ui/day-text.ts";
import { ITEM_STATE_TEXT, ItemStateIcon } from "#app/ui/item-state.tsx";
import { SignOffMark } from "#app/ui/sign-off-mark.tsx";

export interface ItemTableProps {
  rows: readonly CollationRow[];
  today: string;
  /** absent = nothing can be chosen: the reader does not collate */
  chosen: ReadonlySet<string> | undefined;
  onChoose: (itemKeys: readonly string[], chosen: boolean) => void;
  linkTo: (row: CollationRow, text: string, hash?: string) => ReactNode;
}

/** The items, one line each. A plain table, so that it can be copied into a spreadsheet. */
export function ItemTable({ rows, today, chosen, onChoose, linkTo }: ItemTableProps) {
  const all = rows.map(({ itemKey }) => itemKey);
  const picked = all.filter((itemKey) => chosen?.has(itemKey));
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} data-cards>
        <caption className={classes.caption}>各条目</caption>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" className={classes.pick}>
                <Checkbox
                  size="xs"
                  aria-label="选择列出的全部条目"
                  checked={all.length > 0 && picked.length === all.length}
                  indeterminate={picked.length > 0 && picked.length < all.length}
                  onChange={(event) => onChoose(all, event.currentTarget.checked)}
                />
              </th>
            )}
            <th scope="col">条目</th>
            <th scope="col">责任单位</th>
            <th scope="col">期限</th>
            <th scope="col">填报</th>
            <th scope="col">交稿</th>
            <th scope="col">批注</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.itemKey} data-chosen={chosen?.has(row.itemKey)}>
              {chosen && (
                <td className={classes.pick}>
                  <Checkbox
                    size="xs"
                    aria-label={`选择：${row.title}`}
                    checked={chosen.has(row.itemKey)}
                    onChange={(event) => onChoose([row.itemKey], event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">{linkTo(row, row.title)}</th>
              <td>{row.unit}</td>
              <td data-tone={row.late ? "late" : undefined} className={classes.due}>
                {row.late && <IconAlertTriangleFilled size={14} aria-hidden />}
                {row.due === null ? "未定" : `${row.late ? "已逾期：" : ""}${dayText(row.due, today)}`}
              </td>
              <td>
                <span className={classes.state}>
                  <ItemStateIcon state={row.progress.state} size={14} />
                  {ITEM_STATE_TEXT[row.progress.state]}
                  {row.progress.missing.length > 0 && `，缺${row.progress.missing.length}处`}
                </span>
              </td>
              <td>
                <SignOffMark state={row.signOff} />
              </td>
              <td>{row.openComments > 0 ? linkTo(row, `${row.openComments}条未解决`, "comments") : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

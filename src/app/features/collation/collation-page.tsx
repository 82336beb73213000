import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { today } from "#app/data/clock.ts";
import { staffQuery } from "#app/data/submission-queries.ts";
import { useMayHere } from "#app/data/use-flow.ts";
import { useEveryChange, useWorkspace } from "#app/data/workspace-context.tsx";
import { BulkBar } from "#app/features/collation/bulk-bar.tsx";
import classes from "#app/features/collation/collation.module.css";
import {
  collationRows,
  matchesText,
  ROW_FILTERS,
  type RowFilter,
  unitSummaries,
} from "#app/features/collation/collation-rows.ts";
import { ItemTable, type ItemTableProps } from "#app/features/collation/item-table.tsx";
import { UnitTable } from "#app/features/collation/unit-table.tsx";
import { Page } from "#app/ui/page.tsx";

const FILTERS = Object.keys(ROW_FILTERS) as RowFilter[];

/** The editor's desk: who has what, by when, what is late, what waits to be taken over. */
export function CollationPage({ aside, linkTo }: { aside: ReactNode; linkTo: ItemTableProps["linkTo"] }) {
  const workspace = useWorkspace();
  useEveryChange();
  const collates = useMayHere("item.collate");
  const { data: units } = useSuspenseQuery(staffQuery(workspace.id));
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<RowFilter>("all");
  const [unitId, setUnitId] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const day = today();
  const rows = collationRows(workspace, units, day);
  const shown = rows.filter(
    (row) =>
      (unitId === undefined || row.unitId === unitId) &&
      ROW_FILTERS[filter].keeps(row) &&
      matchesText(row, text.trim()),
  );
  // what is filtered away is not acted upon unseen
  const picked = shown.filter(({ itemKey }) => chosen.has(itemKey));
  const choose = (itemKeys: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const itemKey of itemKeys)
      if (on) next.add(itemKey);
      else next.delete(itemKey);
    setChosen(next);
  };
  return (
    <Page title="统稿" aside={aside} width="full">
      <p className={classes.intro}>
        {collates
          ? "各责任单位交稿后，在这里接收或退回；可以选择多条一起处理。"
          : "各责任单位填报、交稿和接收的情况。接收和分工由统稿人办理。"}
      </p>
      <UnitTable units={unitSummaries(rows, units)} chosen={unitId} onChoose={setUnitId} />
      <div className={classes.filters}>
        <TextInput
          aria-label="按条目或单位筛选"
          placeholder="输入条目或单位筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="按情况筛选"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value as RowFilter)}
          data={FILTERS.map((key) => ({
            value: key,
            label: `${ROW_FILTERS[key].text}（${rows.filter(ROW_FILTERS[key].keeps).length}）`,
          }))}
        />
        <span className={classes.count} role="status">
          列出{shown.length}条
        </span>
      </div>
      {picked.length > 0 && <BulkBar rows={picked} units={units} onDone={() => setChosen(new Set())} />}
      {shown.length > 0 ? (
        <ItemTable rows={shown} today={day} chosen={collates ? chosen : undefined} onChoose={choose} linkTo={linkTo} />
      ) : (
        <p className={classes.none}>没有符合条件的条目，请换个词或选“全部”。</p>
      )}
    </Page>
  );
}

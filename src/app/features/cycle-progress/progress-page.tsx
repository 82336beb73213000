import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { HastenList } from "#app/features/cycle-progress/hasten-list.tsx";
import {
  hastenText,
  matches,
  PROGRESS_FILTERS,
  type ProgressFilter,
  type ProgressOrder,
  sortRows,
} from "#app/features/cycle-progress/progress-rows.ts";
import { ProgressTable } from "#app/features/cycle-progress/progress-table.tsx";
import { Notice } from "#app/ui/notice.tsx";
import table from "#app/ui/work-table.module.css";
import type { CycleDetail, DistrictProgress } from "#core/api/cycle.ts";

export interface ProgressPageProps {
  cycle: CycleDetail;
  rows: readonly DistrictProgress[];
  today: string;
  /** what can be opened of a district: its review, its conclusion */
  linksOf: (row: DistrictProgress) => ReactNode;
}

const FILTERS = Object.keys(PROGRESS_FILTERS) as ProgressFilter[];

/** Every district on one screen: how far, by when, who reads, what came of it. */
export function ProgressPage({ cycle, rows, today, linksOf }: ProgressPageProps) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<ProgressFilter>("all");
  const [order, setOrder] = useState<{ by: ProgressOrder; descending: boolean }>({ by: "district", descending: false });
  const shown = sortRows(
    rows.filter((row) => PROGRESS_FILTERS[filter].keeps(row) && matches(row, text)),
    order.by,
    order.descending,
  );
  if (rows.length === 0) return <Notice tone="calm">本年度还没有参评区县。请在“设置”中选择参评区县。</Notice>;
  return (
    <>
      <div className={table.filters}>
        <TextInput
          aria-label="按区县、督学或等次筛选"
          placeholder="输入区县、督学或等次筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="按情况筛选"
          value={filter}
          onChange={(event) => setFilter(FILTERS.find((key) => key === event.currentTarget.value) ?? "all")}
          data={FILTERS.map((key) => ({
            value: key,
            label: `${PROGRESS_FILTERS[key].text}（${rows.filter(PROGRESS_FILTERS[key].keeps).length}）`,
          }))}
        />
        <span className={table.count} role="status">
          列出{shown.length}个区县
        </span>
      </div>
      {shown.length > 0 ? (
        <ProgressTable
          rows={shown}
          today={today}
          submitBy={cycle.submitBy}
          order={order}
          onOrder={(by) => setOrder({ by, descending: order.by === by && !order.descending })}
          linksOf={linksOf}
        />
      ) : (
        <p className={table.none}>没有符合条件的区县，请换个词或选“全部”。</p>
      )}
      <HastenList text={hastenText(rows, cycle, today)} />
    </>
  );
}

import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/import-report/import.module.css";
import type { ImportCounts } from "#app/features/import-report/import-rows.ts";
import type { ImportOptions } from "#core/importer/plan-reads.ts";

export const COLUMNS = { source: "原文", place: "归属", result: "结果" } as const;
export type Column = keyof typeof COLUMNS;

export interface ImportToolsProps {
  counts: ImportCounts;
  year: number;
  targetYear: number;
  onYear: (year: number) => void;
  traditional: boolean;
  repairs: number;
  options: ImportOptions;
  onOptions: (options: ImportOptions) => void;
  mode: "unanswered" | "overwrite";
  onMode: (mode: "unanswered" | "overwrite") => void;
  column: Column;
  onColumn: (column: Column) => void;
  onAll: () => void;
  onSure: () => void;
  onWrite: () => void;
  onClose: () => void;
}

/** What was read, in numbers, and everything that can be decided for the whole of it. */
export function ImportTools(props: ImportToolsProps) {
  const { counts, options, onOptions, year, targetYear } = props;
  return (
    <div className={classes.tools}>
      <p className={classes.counts} role="status">
        读出{counts.items}条{counts.ask > 0 && `，其中${counts.ask}条请确认归属`}；可写入{counts.parts}处，已选
        {counts.chosen}处{counts.unplaced > 0 && `；没有放下的文字${counts.unplaced}处，保留在下面`}。
        {year < targetYear && `这是${year}年的报告：数据按沿用的规则作上期数，日期和文号不沿用。`}
      </p>
      <div className={classes.toolRow}>
        <YearInput key={year} year={year} onYear={props.onYear} />
        <NativeSelect
          label="已有内容"
          size="xs"
          value={props.mode}
          onChange={(event) => props.onMode(event.currentTarget.value === "overwrite" ? "overwrite" : "unanswered")}
          data={[
            { value: "unanswered", label: "保留，只写空白处" },
            { value: "overwrite", label: "用选中的替换" },
          ]}
        />
        <div className={classes.checks}>
          {props.traditional && (
            <Checkbox
              size="xs"
              label="繁体转为简体"
              checked={options.simplified}
              onChange={(event) => onOptions({ ...options, simplified: event.currentTarget.checked })}
            />
          )}
          <Checkbox
            size="xs"
            label={`正文采用有把握的修复（全文建议${props.repairs}处）`}
            checked={options.repaired}
            onChange={(event) => onOptions({ ...options, repaired: event.currentTarget.checked })}
          />
        </div>
      </div>
      <div className={classes.toolRow}>
        <Button onClick={props.onWrite} disabled={counts.chosen === 0}>
          写入选中的{counts.chosen}处
        </Button>
        <Button variant="default" onClick={props.onAll}>
          全部采用
        </Button>
        <Button variant="default" onClick={props.onSure}>
          只采用把握大的
        </Button>
        <Button variant="subtle" color="gray" onClick={props.onClose}>
          换一份报告
        </Button>
      </div>
      <SegmentedControl
        className={classes.columns}
        fullWidth
        aria-label="看哪一栏"
        value={props.column}
        onChange={(column) => props.onColumn(column as Column)}
        data={Object.entries(COLUMNS).map(([value, label]) => ({ value, label }))}
      />
    </div>
  );
}

/** Takes effect when it is left or confirmed: half a year is none. */
function YearInput({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  const [typed, setTyped] = useState(String(year));
  const commit = (): void => {
    if (/^20\d{2}$/.test(typed) && Number(typed) !== year) onYear(Number(typed));
    else setTyped(String(year));
  };
  return (
    <TextInput
      label="报告年度"
      size="xs"
      w={110}
      inputMode="numeric"
      maxLength={4}
      rightSection="年"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}

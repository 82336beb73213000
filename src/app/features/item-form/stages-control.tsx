import { Button, TextInput } from "@mantine/core";
import { type ClipboardEvent, useState } from "react";
import { useWatch } from "react-hook-form";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { FieldFrame } from "#app/features/item-form/field-frame.tsx";
import { clipboardBlock, pasteBlock, stageColumns, withCell } from "#app/features/item-form/stage-block.ts";
import { StageChart } from "#app/features/item-form/stage-chart.tsx";
import { StageDraft } from "#app/features/item-form/stage-draft.tsx";
import { moveByKey } from "#app/features/item-form/stage-keys.ts";
import { StageRowCells } from "#app/features/item-form/stage-row.tsx";
import classes from "#app/features/item-form/stages.module.css";
import { fieldElementId } from "#app/ui/focus-field.ts";
import { LIMITS } from "#core/field/limits.ts";
import { stagesType } from "#core/field/stages.ts";
import { MEASURES, type StagesForm } from "#core/field/type.ts";
import { stageTable, stageYears } from "#core/stage/table.ts";

/** School stages by years, typed as in a spreadsheet; what follows from the figures is grey beside them. */
export function StagesControl({ field, form, fault, readOnly, year }: ControlProps<"stages">) {
  const id = fieldElementId(field.key);
  const typed = useWatch({ control: form.control, name: field.key }) as StagesForm;
  const [earlier, setEarlier] = useState(0);
  const [told, setTold] = useState("");
  const parsed = stagesType.fromForm(typed, field);
  const stored = (parsed.ok ? parsed.value : undefined) ?? { rows: {} };
  const known = stageYears(field, stored, year);
  const years = [
    ...Array.from({ length: earlier }, (_, index) => String(Number(known[0]) - earlier + index)),
    ...known,
  ].slice(-LIMITS.stageYears);
  const table = stageTable(field, stored, year);
  const columns = stageColumns(years);
  const stages = field.stages.map(({ key }) => key);
  const change = (next: StagesForm) => form.setValue(field.key, next);

  const paste = (event: ClipboardEvent<HTMLTableElement>) => {
    const block = clipboardBlock(event.clipboardData.getData("text/plain"));
    const { row, column } = event.target instanceof HTMLElement ? event.target.dataset : {};
    if (readOnly || !block || row === undefined || column === undefined) return;
    event.preventDefault();
    const { form: next, outside } = pasteBlock(
      typed,
      block,
      { row: Number(row), column: Number(column) },
      stages,
      columns,
    );
    change(next);
    setTold(
      `已粘贴${block.length}行${block[0]?.length ?? 0}列${outside > 0 ? `，有${outside}格在表外，没有填入` : ""}`,
    );
  };

  return (
    <FieldFrame field={field} year={year} fault={fault}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-labelledby={`${id}-label`} tabIndex={0}>
        <table className={classes.table} onKeyDown={moveByKey} onPaste={paste}>
          <thead>
            <tr>
              <th rowSpan={2} scope="col" className={classes.stage}>
                学段
              </th>
              <th rowSpan={2} scope="col">
                结果
              </th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="colgroup" colSpan={years.length + (measure === "pupils" ? 0 : 1)}>
                  {field[measure].label}
                  <span className={classes.unit}>{field[measure].unit}</span>
                </th>
              ))}
              <th rowSpan={2} scope="col">
                备注
              </th>
            </tr>
            <tr>
              {MEASURES.flatMap((measure) => [
                ...years.map((each) => (
                  <th key={`${measure}${each}`} scope="col">
                    {each}年
                  </th>
                )),
                ...(measure === "pupils"
                  ? []
                  : [
                      <th key={`${measure}-change`} scope="col">
                        增减
                      </th>,
                    ]),
              ])}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <StageRowCells
                key={row.key}
                field={field}
                row={row}
                years={years}
                typed={typed}
                index={index}
                readOnly={readOnly}
                onType={(column, text) => change(withCell(typed, row.key, column, text))}
                onNote={(text) => change({ ...typed, notes: { ...typed.notes, [row.key]: text } })}
              />
            ))}
            <StageRowCells field={field} row={table.total} years={years} />
          </tbody>
        </table>
      </section>
      <p className={classes.told} role="status">
        {told}
      </p>
      <div className={classes.notes}>
        <TextInput
          size="xs"
          label="统计口径"
          placeholder="两年相同的口径，如 一般公共预算决算数"
          readOnly={readOnly}
          value={typed.basis}
          onChange={(event) => change({ ...typed, basis: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="数据来源"
          placeholder="如 教育经费统计报表、教育事业统计"
          readOnly={readOnly}
          value={typed.source}
          onChange={(event) => change({ ...typed, source: event.currentTarget.value })}
        />
        {!readOnly && years.length < LIMITS.stageYears && (
          <Button size="xs" variant="default" onClick={() => setEarlier(earlier + 1)}>
            加上{Number(years[0]) - 1}年
          </Button>
        )}
      </div>
      <StageChart field={field} table={table} />
      {!readOnly && <StageDraft field={field} stored={stored} />}
    </FieldFrame>
  );
}

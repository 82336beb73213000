import { useMemo, useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/import-report/import.module.css";
import type { ImportWishes, ReadReport } from "#app/features/import-report/import-messages.ts";
import { ImportRow } from "#app/features/import-report/import-row.tsx";
import { countImport, importRows, type ImportRow as Row } from "#app/features/import-report/import-rows.ts";
import { COLUMNS, type Column, ImportTools } from "#app/features/import-report/import-tools.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { type ImportPart, planImport } from "#core/importer/plan-import.ts";
import type { ImportOptions } from "#core/importer/plan-reads.ts";
import { applyCarry, type CarryChange } from "#core/reuse/apply-carry.ts";
import { type CarryChoices, isChosen as isChosenPart } from "#core/reuse/plan.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

export interface ImportReviewProps {
  read: ReadReport;
  wishes: ImportWishes;
  onWishes: (wishes: ImportWishes) => void;
  onWritten: (changes: readonly CarryChange[]) => void;
  onClose: () => void;
}

/** Three columns: the source, where it goes, what becomes of it. Nothing is written before it is asked for. */
export function ImportReview({ read, wishes, onWishes, onWritten, onClose }: ImportReviewProps) {
  const { source, result, traditional } = read;
  const workspace = useWorkspace();
  const { template } = workspace;
  const [options, setOptions] = useState<ImportOptions>({ simplified: true, repaired: false });
  const [choices, setChoices] = useState<CarryChoices>({ mode: "unanswered", include: [], exclude: [] });
  const [column, setColumn] = useState<Column>("result");
  const plan = useMemo(
    () =>
      planImport(
        result,
        {
          template,
          year: workspace.year,
          answers: workspace.content().answers,
          locked: new Set(
            workspace.items.flatMap(({ item }) => (workspace.assignment(item.key).writable ? [] : [item.key])),
          ),
        },
        options,
      ),
    [result, template, workspace, options],
  );
  const rows = useMemo(() => importRows(source, result, plan, template), [source, result, plan, template]);
  const places = useMemo(
    () =>
      outline(template)
        .filter(({ place }) => place.kind === "section" || place.kind === "opening")
        .map((placed) => ({ value: placed.item.key, label: placedTitle(placed) })),
    [template],
  );
  const isChosen = (part: ImportPart): boolean =>
    isChosenPart(part, choices) && (choices.mode === "overwrite" || !part.taken);
  const all = plan.items.flatMap(({ parts }) => parts).filter(({ value }) => value !== undefined);
  const choose = (parts: readonly ImportPart[], on: boolean): void => {
    const ids = new Set(parts.map(({ id }) => id));
    const rest = (list: readonly string[]): string[] => list.filter((id) => !ids.has(id));
    setChoices({
      ...choices,
      include: [...rest(choices.include), ...(on ? ids : [])],
      exclude: [...rest(choices.exclude), ...(on ? [] : ids)],
    });
  };
  const move = (row: Row, item: string | null): void =>
    onWishes({
      ...wishes,
      moves: [...wishes.moves.filter(({ start }) => start !== row.start), { start: row.start, end: row.end, item }],
    });
  const write = (): void => {
    const { changes } = applyCarry(plan, choices, workspace.content().answers);
    for (const { itemKey, after } of changes) workspace.rewrite(itemKey, after);
    onWritten(changes);
  };
  return (
    <>
      <ImportTools
        counts={countImport(result, plan, isChosen)}
        year={plan.fromYear}
        targetYear={workspace.year}
        onYear={(year) => onWishes({ ...wishes, year })}
        traditional={traditional}
        repairs={result.repairs.length}
        options={options}
        onOptions={setOptions}
        mode={choices.mode}
        onMode={(mode) => setChoices({ ...choices, mode })}
        column={column}
        onColumn={setColumn}
        onAll={() => choose(all, true)}
        onSure={() => setChoices({ ...choices, include: [], exclude: [] })}
        onWrite={write}
        onClose={onClose}
      />
      {result.notes
        .filter(({ code }) => code !== "import.ask")
        .map(({ code, message }) => (
          <Notice key={code} tone="calm">
            {message}
          </Notice>
        ))}
      <div className={classes.table} data-shown={column}>
        <div className={classes.headings} aria-hidden>
          {Object.entries(COLUMNS).map(([key, text]) => (
            <span key={key} data-column={key}>
              {text}
            </span>
          ))}
        </div>
        <ol className={classes.rows} aria-label="导入对照">
          {rows.map((row) => (
            <ImportRow
              key={row.start}
              row={row}
              source={source}
              places={places}
              keeps={choices.mode === "unanswered"}
              isChosen={isChosen}
              onChoose={choose}
              onMove={move}
            />
          ))}
        </ol>
      </div>
    </>
  );
}

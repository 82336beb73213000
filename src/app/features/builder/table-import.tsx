import { Button, NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Names } from "#app/features/builder/names.ts";
import classes from "#app/features/builder/pages.module.css";
import { readTable } from "#app/features/builder/read-table.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import {
  COLUMN_ROLES,
  type ColumnRole,
  type Proposal,
  proposeColumns,
  ROLE_TEXT,
} from "#core/builder/table-columns.ts";
import { type Grid, gridOf } from "#core/builder/table-grid.ts";
import { type ImportRow, importTable } from "#core/builder/table-import.ts";
import type { Template } from "#core/template/schema.ts";

export interface TableImportProps {
  names: Names;
  busy: boolean;
  onMade: (template: Template) => void;
}

/** A table of indicators, looked through before a draft is made of it: which column is what, and what each row becomes. */
export function TableImport({ names, busy, onMade }: TableImportProps) {
  const [grid, setGrid] = useState<Grid>();
  const [proposal, setProposal] = useState<Proposal>();
  const [failure, setFailure] = useState<string>();
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const table = await readTable(file);
    setFailure(table.ok ? undefined : table.error);
    if (!table.ok) return;
    const read = gridOf(table.value);
    setGrid(read);
    setProposal(proposeColumns(read));
  };
  const made = useMemo(
    () => (grid && proposal ? importTable(grid, proposal, { ...names, title: names.title || "指标表" }) : undefined),
    [grid, proposal, names],
  );
  return (
    <>
      <label>
        指标表（.docx 或 .xlsx）
        <br />
        <input type="file" accept=".docx,.xlsx" onChange={(event) => void take(event.currentTarget.files?.[0])} />
      </label>
      <FormFailure message={failure} />
      {proposal && <Columns proposal={proposal} onChange={setProposal} />}
      {made?.notes.map((note) => (
        <Notice key={note} tone="warn">
          {note}
        </Notice>
      ))}
      {made && <Preview rows={made.rows} />}
      {made && (
        <Button
          loading={busy}
          disabled={made.draft.template.sections.length === 0}
          onClick={() => onMade(made.draft.template)}
        >
          生成清单并编辑
        </Button>
      )}
    </>
  );
}

const isRole = (name: string): name is ColumnRole => COLUMN_ROLES.some((role) => role === name);

/** What the table's head says, and what it is taken for. */
function Columns({ proposal, onChange }: { proposal: Proposal; onChange: (proposal: Proposal) => void }) {
  const choose = (index: number, role: string): void => {
    if (!isRole(role)) return;
    const columns = proposal.columns.map((each, at) => (at === index ? { ...each, role, confidence: 1 } : each));
    onChange({ ...proposal, columns });
  };
  return (
    <fieldset className={classes.columns}>
      <legend>各列是什么</legend>
      {proposal.columns.map(({ head, role, confidence }, index) => (
        <NativeSelect
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          key={index}
          label={head || `第${index + 1}列`}
          description={confidence < 0.6 ? "不能确定，请核对" : undefined}
          value={role}
          data={COLUMN_ROLES.map((name) => ({ value: name, label: ROLE_TEXT[name] }))}
          onChange={(event) => choose(index, event.currentTarget.value)}
          w={180}
        />
      ))}
    </fieldset>
  );
}

const USE_TEXT: Record<ImportRow["use"], string> = { new: "新条目", joined: "并入上一条", skipped: "不导入" };
const SHOWN = 200;

function Preview({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">生成</th>
            <th scope="col">章节</th>
            <th scope="col">指标</th>
            <th scope="col">分值</th>
            <th scope="col">责任单位</th>
            <th scope="col">佐证材料</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <tr key={row.row}>
              <td>{row.row}</td>
              <td>
                {USE_TEXT[row.use]}
                {row.reason && `（${row.reason}）`}
              </td>
              <td>{row.section}</td>
              <td>{row.item}</td>
              <td>{row.points}</td>
              <td>{row.lead}</td>
              <td>{row.evidence.join("；")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p className={classes.none}>另有{rows.length - SHOWN}行未列出，一并导入。</p>}
    </div>
  );
}

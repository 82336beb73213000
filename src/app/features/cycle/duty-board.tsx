import { Button, Checkbox } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "#app/features/cycle/cycle.module.css";
import { DutyMatrix } from "#app/features/cycle/duty-matrix.tsx";
import {
  type Cell,
  type CellChange,
  cellKey,
  changeCells,
  loads,
  readersOf,
  uncovered,
} from "#app/features/cycle/duty-plan.ts";
import { RotateDialog } from "#app/features/cycle/rotate-dialog.tsx";
import { type DutyDraft, useDutyDraft } from "#app/features/cycle/use-duty-draft.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import type { CycleDetail } from "#core/api/cycle.ts";
import type { Template } from "#core/template/schema.ts";

export interface DutyBoardProps {
  cycle: CycleDetail;
  template: Template;
  inspectors: readonly { accountId: string; name: string }[];
  accountId: string;
  mayManage: boolean;
  onChanged: (cycle: CycleDetail) => void;
  onStale: () => void;
}

/** Who reads which section of which district. */
export function DutyBoard({ cycle, template, inspectors, accountId, mayManage, onChanged, onStale }: DutyBoardProps) {
  const sections = template.sections.map(({ key }) => key);
  const districts = cycle.districts.map(({ id }) => id);
  const draft = useDutyDraft(cycle, sections, inspectors, accountId, onChanged, onStale);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Cell>>(new Map());
  const names = new Map([
    ...cycle.duties.map((each) => [each.accountId, each.inspector] as const),
    ...inspectors.map((each) => [each.accountId, each.name] as const),
  ]);
  const earlier = new Map(
    cycle.duties.map((each) => [`${each.accountId} ${each.districtId}`, each.takenOverFrom ?? undefined] as const),
  );
  const choose = (cells: readonly Cell[], on: boolean): void => {
    const next = new Map(chosen);
    for (const cell of cells)
      if (on) next.set(cellKey(cell), cell);
      else next.delete(cellKey(cell));
    setChosen(next);
  };
  if (mayManage && inspectors.length === 0)
    return <Notice tone="warn">还没有督学账号。请管理员在“账号管理”中给督学开通账号，再来分工。</Notice>;
  return (
    <>
      <Coverage draft={draft} districts={districts} sections={sections} inspectors={inspectors} />
      {mayManage && (
        <DutyTools
          inspectors={inspectors}
          chosen={[...chosen.values()]}
          onChange={(change, ids) => draft.put(changeCells(draft.plan, [...chosen.values()], change, ids))}
          onClear={() => setChosen(new Map())}
          rotation={(onClose) => (
            <RotateDialog
              inspectors={inspectors}
              districts={districts}
              sections={sections}
              replaces={draft.plan.size > 0}
              onClose={onClose}
              onRotate={(plan) => {
                draft.put(plan);
                onClose();
              }}
            />
          )}
        />
      )}
      <DutyMatrix
        districts={cycle.districts}
        sections={template.sections}
        plan={draft.plan}
        nameOf={(id, districtId) => dutyName(names.get(id), earlier.get(`${id} ${districtId}`))}
        chosen={new Set(chosen.keys())}
        onChoose={choose}
        readOnly={!mayManage}
      />
      {mayManage && <SaveBar draft={draft} />}
    </>
  );
}

/** 李四（接替张三） */
const dutyName = (name: string | undefined, earlier: string | undefined): string =>
  `${name ?? "（已停用）"}${earlier === undefined ? "" : `（接替${earlier}）`}`;

interface CoverageProps {
  draft: DutyDraft;
  districts: readonly string[];
  sections: readonly string[];
  inspectors: readonly { accountId: string; name: string }[];
}

/** What nobody reads, and how much everybody has. */
function Coverage({ draft: { plan }, districts, sections, inspectors }: CoverageProps) {
  const open = uncovered(plan, districts, sections);
  const without = new Set(open.map(({ districtId }) => districtId)).size;
  const all = loads(plan, districts, sections);
  const single = districts.flatMap((districtId) =>
    sections.filter((column) => readersOf(plan, { districtId, column }).length === 1),
  ).length;
  return (
    <>
      {open.length > 0 ? (
        <Notice tone="warn">
          {open.length === districts.length * sections.length
            ? "还没有分工。可以先“轮流分配”，再逐格调整。"
            : `${without}个区县有${open.length}处没有人审阅，见下表“未分工”。`}
        </Notice>
      ) : (
        <Notice tone="good">各区县的每个部分都有人审阅{single > 0 && `，其中${single}处只有一人`}。</Notice>
      )}
      <ul className={classes.loads} aria-label="各督学的工作量">
        {inspectors.map(({ accountId, name }) => {
          const load = all.get(accountId);
          return (
            <li key={accountId}>
              {name}：{load ? `${load.districts}个区县${load.sections}处` : "没有任务"}
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface DutyToolsProps {
  inspectors: readonly { accountId: string; name: string }[];
  chosen: readonly Cell[];
  onChange: (change: CellChange, accountIds: readonly string[]) => void;
  onClear: () => void;
  rotation: (onClose: () => void) => ReactNode;
}

/** What is done to the chosen cells. */
function DutyTools({ inspectors, chosen, onChange, onClear, rotation }: DutyToolsProps) {
  const [people, setPeople] = useState<readonly string[]>([]);
  const [rotating, setRotating] = useState(false);
  const act = (change: CellChange) => () => onChange(change, people);
  const idle = chosen.length === 0 || people.length === 0;
  return (
    <div className={classes.tools}>
      <Button size="compact-sm" variant="default" onClick={() => setRotating(true)}>
        轮流分配…
      </Button>
      <fieldset className={`${classes.group} ${classes.people}`} aria-label="督学">
        {inspectors.map(({ accountId, name }) => (
          <Checkbox
            key={accountId}
            size="sm"
            label={name}
            checked={people.includes(accountId)}
            onChange={(event) =>
              setPeople(event.currentTarget.checked ? [...people, accountId] : people.filter((id) => id !== accountId))
            }
          />
        ))}
      </fieldset>
      <Button size="compact-sm" disabled={idle} onClick={act("add")}>
        分给所选的格
      </Button>
      <Button size="compact-sm" variant="default" disabled={idle} onClick={act("remove")}>
        从所选的格移出
      </Button>
      <Button size="compact-sm" variant="subtle" disabled={chosen.length === 0} onClick={onClear}>
        取消选择
      </Button>
      <span role="status" className={classes.hint}>
        {chosen.length === 0 ? "点格子选择，点区县或表头选择整行、整列" : `已选${chosen.length}格`}
      </span>
      {rotating && rotation(() => setRotating(false))}
    </div>
  );
}

function SaveBar({ draft }: { draft: DutyDraft }) {
  return (
    <>
      {draft.stale && draft.changed && (
        <Notice tone="warn">他人已调整过本年度评价。继续保存会以这里的分工为准；也可以放弃修改，看最新的分工。</Notice>
      )}
      <FormFailure message={draft.failure} />
      <div className={classes.saveBar}>
        <Button onClick={draft.save} disabled={!draft.changed} loading={draft.saving}>
          保存分工
        </Button>
        {draft.changed && (
          <Button variant="default" onClick={draft.drop}>
            放弃修改
          </Button>
        )}
        <span role="status" className={classes.hint}>
          {draft.changed
            ? draft.safe
              ? "有修改未保存，已在本机留底"
              : "有修改未保存，请勿关闭本页"
            : draft.saved && "已保存"}
        </span>
      </div>
    </>
  );
}

import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { newId } from "#app/data/new-id.ts";
import { carriesQuery, carryPlanQuery } from "#app/data/submission-queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/carry/carry.module.css";
import { isIn, matches, PLAN_GROUPS, type PlanGroup, planRows, willWrite } from "#app/features/carry/plan-groups.ts";
import { ItemRow, LeftRow } from "#app/features/carry/plan-rows.tsx";
import { refreshWorkspace } from "#app/features/carry/refresh-workspace.ts";
import { Notice } from "#app/ui/notice.tsx";
import { applyCarry } from "#core/api/reuse.ts";
import type { CarryChoices } from "#core/reuse/plan.ts";

const NOTHING_CHOSEN: CarryChoices = { mode: "unanswered", include: [], exclude: [] };
const GROUPS = Object.keys(PLAN_GROUPS) as PlanGroup[];

/** The plan, narrowed down by group and by words; what is chosen in it is written at the foot. */
export function PlanView({ from, linkTo }: { from: string; linkTo: (itemKey: string, text: string) => ReactNode }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const planned = useQuery(carryPlanQuery(workspace.id, from));
  const [group, setGroup] = useState<PlanGroup>("all");
  const [typed, setTyped] = useState("");
  const [choices, setChoices] = useState(NOTHING_CHOSEN);
  const [key, setKey] = useState(newId);
  const rows = useMemo(() => (planned.data ? planRows(planned.data.plan) : []), [planned.data]);
  const apply = useMutation({
    mutationFn: async (basis: string) => {
      await workspace.flush();
      const params = { submissionId: workspace.id };
      const outcome = await call(applyCarry, { params, body: { from, basis, choices, key } });
      await refreshWorkspace(workspace);
      return outcome;
    },
    onSuccess: () => {
      setKey(newId());
      setChoices(NOTHING_CHOSEN);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: carriesQuery(workspace.id).queryKey }),
        queryClient.invalidateQueries({ queryKey: carryPlanQuery(workspace.id, from).queryKey }),
      ]),
  });
  if (planned.isError) return <Notice tone="danger">未能读取：{planned.error.message}</Notice>;
  if (!planned.data) return <Skeleton height={320} radius="md" role="status" aria-label="正在比对两年的清单和内容" />;
  const { plan, basis } = planned.data;
  const shown = rows.filter((row) => isIn(row, group) && matches(row, typed));
  const writes = willWrite(plan, choices);
  const choose = (id: string, on: boolean): void =>
    setChoices(({ mode, include, exclude }) => ({
      mode,
      include: on ? [...include, id] : include.filter((each) => each !== id),
      exclude: on ? exclude.filter((each) => each !== id) : [...exclude, id],
    }));
  return (
    <>
      <div className={classes.groups}>
        {GROUPS.map((each) => (
          <button key={each} type="button" aria-pressed={each === group} onClick={() => setGroup(each)}>
            {PLAN_GROUPS[each]}
            <span className={classes.count}>{rows.filter((row) => isIn(row, each)).length}</span>
          </button>
        ))}
      </div>
      <div className={classes.filters}>
        <TextInput
          aria-label="按条目或内容筛选"
          placeholder="输入条目或内容筛选"
          leftSection={<IconSearch size={15} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="已有内容怎么办"
          value={choices.mode}
          onChange={(event) => {
            const mode = event.currentTarget.value === "overwrite" ? "overwrite" : "unanswered";
            setChoices((known) => ({ ...known, mode }));
          }}
          data={[
            { value: "unanswered", label: "只填空白处，已有内容不动" },
            { value: "overwrite", label: "覆盖已有内容（原内容留在历史中）" },
          ]}
        />
        <span className={classes.muted} role="status">
          列出{shown.length}条
        </span>
      </div>
      <ul className={classes.rows}>
        {shown.map((row) =>
          row.kind === "item" ? (
            <ItemRow
              key={row.item.itemKey}
              item={row.item}
              years={{ from: plan.fromYear, to: plan.toYear }}
              choices={choices}
              onChoose={choose}
              linkTo={linkTo}
            />
          ) : (
            <LeftRow key={`${row.group} ${row.left.itemKey}`} left={row.left} group={row.group} />
          ),
        )}
      </ul>
      {shown.length === 0 && <p className={classes.muted}>没有符合条件的条目，请换个词或选“全部”。</p>}
      {plan.withheld.length > 0 && (
        <p className={classes.muted}>
          按规定不沿用：{[...new Set(plan.withheld.map(({ label }) => label))].join("、")}。
        </p>
      )}
      <footer className={classes.foot}>
        {apply.isError && (
          <Notice tone="danger">
            {apply.error instanceof CallError && apply.error.code === "carry.changed"
              ? apply.error.message
              : `没有写入任何内容：${apply.error.message}`}
          </Notice>
        )}
        {apply.isSuccess && (
          <Notice tone="good">
            已沿用{apply.data.items}条、材料{apply.data.evidence}份，都标了“待核对”。可以在上面整体撤销。
          </Notice>
        )}
        <div className={classes.act}>
          <Button
            disabled={writes.parts + writes.evidence === 0}
            loading={apply.isPending}
            onClick={() => apply.mutate(basis)}
          >
            确认沿用
          </Button>
          <span className={classes.muted}>
            {writes.parts + writes.evidence === 0
              ? "没有要写入的内容"
              : `将写入${writes.items}条中的${writes.parts}处内容、材料${writes.evidence}份，全部待核对`}
          </span>
        </div>
      </footer>
    </>
  );
}

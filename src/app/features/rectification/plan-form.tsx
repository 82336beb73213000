import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { type PlanDraft, type PlanFaults, planOf } from "#app/features/rectification/plan-draft.ts";
import classes from "#app/features/rectification/rectification.module.css";
import type { KeptPlan } from "#app/features/rectification/use-plan-draft.ts";
import { useProblemsAgain, useProblemTaken } from "#app/features/rectification/use-problem-taken.ts";
import { Notice } from "#app/ui/notice.tsx";
import { type Problem, planProblem } from "#core/api/rectification.ts";
import type { RectificationPlan } from "#core/review/problem.ts";

/** Measure, unit, person and day. What was typed stays until the server has it. */
export function PlanForm({ problem, kept }: { problem: Problem; kept: KeptPlan }) {
  const { stored, draft, dirty, put, forget } = kept;
  const [faults, setFaults] = useState<PlanFaults>({});
  const taken = useProblemTaken();
  const again = useProblemsAgain();
  const save = useMutation({
    mutationFn: (plan: RectificationPlan) =>
      call(planProblem, { params: { problemId: problem.id }, body: { version: problem.version, ...plan } }),
    onSuccess: (saved) => {
      taken(saved);
      forget();
    },
    onError: again,
  });
  const stale = save.error instanceof CallError && save.error.code === "problem.stale";
  const field = (name: keyof PlanDraft) => ({
    value: draft[name],
    error: faults[name],
    description: stale && draft[name] !== stored[name] ? `别人已存为：${stored[name] || "（空）"}` : undefined,
    onChange: (event: { currentTarget: { value: string } }) => put({ [name]: event.currentTarget.value }),
  });
  return (
    <form
      className={classes.form}
      aria-label={`问题${problem.number}的整改计划`}
      onSubmit={(event) => {
        event.preventDefault();
        const checked = planOf(draft);
        setFaults("faults" in checked ? checked.faults : {});
        if ("plan" in checked) save.mutate(checked.plan);
      }}
    >
      <Textarea label="整改措施" autosize minRows={2} maxRows={12} className={classes.wide} {...field("measure")} />
      <TextInput label="责任单位" {...field("unit")} />
      <TextInput label="责任人" {...field("person")} />
      <TextInput type="date" label="完成时限" {...field("due")} />
      <div className={classes.saving}>
        <Button type="submit" size="xs" disabled={!dirty} loading={save.isPending}>
          保存
        </Button>
        <span role="status">{savedText(dirty, save.isSuccess)}</span>
      </div>
      {save.isError && (
        <Notice tone="danger">
          没有保存：{save.error.message}
          {stale && "。您填写的内容还在，核对后再点“保存”即以您的为准。"}
        </Notice>
      )}
    </form>
  );
}

const savedText = (dirty: boolean, saved: boolean): string =>
  dirty ? "有修改没有保存，已暂存在本机" : saved ? "已保存" : "";

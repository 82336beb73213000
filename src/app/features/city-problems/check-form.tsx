import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { CallError, call } from "#app/data/client.ts";
import { useKept } from "#app/data/use-kept.ts";
import classes from "#app/features/city-problems/city-problems.module.css";
import { FormFailure } from "#app/ui/notice.tsx";
import { checkProblem, type Problem } from "#core/api/rectification.ts";
import { PROBLEM_EVENTS, PROBLEM_VERB, type ProblemEvent, problemAfter } from "#core/review/problem.ts";

export interface CheckFormProps {
  problem: Problem;
  onChanged: (problem: Problem) => void;
  onStale: () => void;
}

type Check = Exclude<ProblemEvent, "report">;
const CHECKS = PROBLEM_EVENTS.filter((event): event is Check => event !== "report");
const kept = z.object({ note: z.string(), due: z.string() });

/** Checked off, sent back, or opened again: what the state allows. Only checking off needs no reason. */
export function CheckForm({ problem, onChanged, onStale }: CheckFormProps) {
  const { value = { note: "", due: "" }, put } = useKept(`check ${problem.id}`, kept);
  const events = CHECKS.filter((event) => problemAfter(problem.state, event).ok);
  const check = useMutation({
    mutationFn: (event: Check) =>
      call(checkProblem, {
        params: { problemId: problem.id },
        body: {
          version: problem.version,
          event,
          note: value.note,
          ...(event === "check-off" || value.due === "" ? {} : { due: value.due }),
        },
      }),
    onSuccess: (changed) => {
      put(undefined);
      onChanged(changed);
    },
    onError: (error) => {
      if (error instanceof CallError && (error.code === "problem.stale" || error.code === "problem.refused")) onStale();
    },
  });
  if (events.length === 0) return <p className={classes.meta}>等待区县报告整改完成后核查。</p>;
  const needsReason = value.note.trim() === "";
  const again = events.some((event) => event !== "check-off");
  return (
    <section aria-label="核查">
      <h3 className={classes.partTitle}>核查</h3>
      <Textarea
        label="核查意见"
        description="退回或恢复整改必须写明原因"
        autosize
        minRows={2}
        maxLength={1000}
        value={value.note}
        onChange={(event) => put({ ...value, note: event.currentTarget.value })}
      />
      {again && (
        <TextInput
          mt="xs"
          type="date"
          label="新的整改期限"
          description="退回或恢复整改时可以另定"
          w={220}
          value={value.due}
          onChange={(event) => put({ ...value, due: event.currentTarget.value })}
        />
      )}
      <div className={classes.actions}>
        {events.map((event) => (
          <Button
            key={event}
            variant={event === "check-off" ? "filled" : "default"}
            disabled={event !== "check-off" && needsReason}
            loading={check.isPending && check.variables === event}
            onClick={() => check.mutate(event)}
          >
            {PROBLEM_VERB[event]}
          </Button>
        ))}
      </div>
      <FormFailure message={check.error?.message} />
    </section>
  );
}

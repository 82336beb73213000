import { Button, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import classes from "#app/features/rectification/rectification.module.css";
import { useProblemsAgain, useProblemTaken } from "#app/features/rectification/use-problem-taken.ts";
import { Notice } from "#app/ui/notice.tsx";
import { type Problem, reportProblem } from "#core/api/rectification.ts";
import { missingOfReport } from "#core/review/problem.ts";

const MAX_NOTE = 1000;

/** Tells the city that it has been put right; from then on the city looks at it. */
export function ReportForm({ problem, unsaved }: { problem: Problem; unsaved: boolean }) {
  const [note, setNote, forget] = useSessionStorage({
    key: `ziping.report.${problem.id}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const [open, setOpen] = useState(note !== "");
  const taken = useProblemTaken();
  const again = useProblemsAgain();
  const report = useMutation({
    mutationFn: () =>
      call(reportProblem, {
        params: { problemId: problem.id },
        body: { version: problem.version, note: note.trim() },
      }),
    onSuccess: (reported) => {
      taken(reported);
      forget();
    },
    onError: again,
  });
  const missing = missingOfReport(problem);
  if (missing.length > 0) return <p className={classes.hint}>填好并保存{missing.join("、")}后，可以报告整改完成。</p>;
  if (!open)
    return (
      <div className={classes.saving}>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconSend size={15} aria-hidden />}
          aria-label={`问题${problem.number}：报告整改完成`}
          onClick={() => setOpen(true)}
        >
          报告整改完成
        </Button>
      </div>
    );
  return (
    <form
      className={classes.form}
      aria-label={`报告问题${problem.number}整改完成`}
      onSubmit={(event) => {
        event.preventDefault();
        report.mutate();
      }}
    >
      <Textarea
        className={classes.wide}
        label="整改完成情况"
        description="报告后由市级核查；核查之前不能再修改"
        autosize
        minRows={2}
        maxLength={MAX_NOTE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {unsaved && <p className={classes.hint}>上面的整改措施有修改没有保存，请先保存。</p>}
      {report.isError && <Notice tone="danger">没有报告：{report.error.message}</Notice>}
      <div className={classes.saving}>
        <Button type="submit" size="xs" disabled={unsaved} loading={report.isPending}>
          报告整改完成
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          取消
        </Button>
      </div>
    </form>
  );
}

import { Button, Group } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { stampOf } from "#app/data/version-stamp.ts";
import { useContent, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { useFlowChanged } from "#app/features/submit-gate/use-flow-changed.ts";
import { Notice } from "#app/ui/notice.tsx";
import { type Flow, submitSubmission } from "#core/api/flow.ts";

/** Says plainly what approving does, and does it: exactly the version that is shown here is frozen. */
export function SubmitPanel({ flow, passes }: { flow: Flow; passes: boolean }) {
  const workspace = useWorkspace();
  const content = useContent();
  const stamp = useMemo(() => stampOf(content), [content]);
  const [sure, setSure] = useState(false);
  const flowChanged = useFlowChanged();
  const submit = useMutation({
    mutationFn: () =>
      call(submitSubmission, { params: { submissionId: workspace.id }, body: { version: flow.version, stamp } }),
    onSuccess: flowChanged,
    onSettled: () => setSure(false),
  });
  const again = flow.phase === "returned";
  const verb = again ? "审定并重新报送" : "审定并上报";
  return (
    <section className={classes.panel} aria-labelledby="submit-title">
      <h2 id="submit-title" className={classes.title}>
        {verb}
      </h2>
      <ul className={classes.says}>
        <li>
          报送的就是现在的版本，版本号 <b className={classes.stamp}>{stamp}</b>
          。Word、PDF页脚印的是同一个号，请与审读的文件核对。
        </li>
        <li>报送后内容固定，区县任何人都不能修改；佐证材料和检查说明一并固定。</li>
        <li>
          {flow.cycle?.city ?? "市级"}
          督学随即可以审核。督学打开之前，本单位审定人可以撤回；打开之后，只能由督学退回条目。
        </li>
      </ul>
      {submit.isError && <Refusal error={submit.error} onAgain={() => void flowChanged()} />}
      {flow.may.submit ? (
        <Group gap="sm">
          {sure ? (
            <>
              <Button loading={submit.isPending} onClick={() => submit.mutate()}>
                确认无误，{again ? "重新报送" : "上报"}
              </Button>
              <Button variant="default" disabled={submit.isPending} onClick={() => setSure(false)}>
                再看看
              </Button>
            </>
          ) : (
            <Button leftSection={<IconSend size={17} />} disabled={!passes} onClick={() => setSure(true)}>
              {verb}
            </Button>
          )}
          {!passes && <span className={classes.hint}>先处理下列必须处理的事项，才能上报。</span>}
        </Group>
      ) : (
        <p className={classes.hint}>由本单位审定人审定并上报；您可以先处理下列事项，齐备后告知审定人。</p>
      )}
    </section>
  );
}

function Refusal({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const details = error instanceof CallError ? (error.body?.details ?? []) : [];
  const stale = error instanceof CallError && (error.code === "flow.stale" || error.code === "submission.changed");
  return (
    <Notice tone="danger">
      没有报送：{error.message}
      {details.length > 0 && (
        <ul className={classes.details}>
          {details.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {stale && (
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          读取最新状态
        </Button>
      )}
    </Notice>
  );
}

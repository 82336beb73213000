import { Button, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { useFlowChanged } from "#app/features/submit-gate/use-flow-changed.ts";
import { Notice } from "#app/ui/notice.tsx";
import { type Flow, recallSubmission } from "#core/api/flow.ts";

const MAX_REASON = 500;

/** Takes back what nobody has opened yet; the reason stays in the log. */
export function RecallForm({ flow }: { flow: Flow }) {
  const { id } = useWorkspace();
  const [reason, setReason, forget] = useSessionStorage({
    key: `ziping.recall.${id}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const [open, setOpen] = useState(reason !== "");
  const flowChanged = useFlowChanged();
  const recall = useMutation({
    mutationFn: () =>
      call(recallSubmission, { params: { submissionId: id }, body: { version: flow.version, reason: reason.trim() } }),
    onSuccess: async () => {
      forget();
      await flowChanged();
    },
    // an inspector may have opened it meanwhile: what can be done now is shown
    onError: () => void flowChanged(),
  });
  if (!open)
    return (
      <div className={classes.offer}>
        <Button variant="default" leftSection={<IconArrowBackUp size={17} />} onClick={() => setOpen(true)}>
          撤回修改
        </Button>
        <span className={classes.hint}>督学还没有打开，可以撤回；撤回后恢复填报，改好再上报。</span>
      </div>
    );
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") recall.mutate();
      }}
    >
      <Textarea
        label="撤回原因"
        description="记入操作记录，市级可以看到"
        autosize
        minRows={2}
        maxLength={MAX_REASON}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {recall.isError && <Notice tone="danger">没有撤回：{recall.error.message}</Notice>}
      <div className={classes.offer}>
        <Button type="submit" disabled={reason.trim() === ""} loading={recall.isPending}>
          确定撤回
        </Button>
        <Button
          variant="default"
          onClick={() => {
            forget();
            setOpen(false);
          }}
        >
          不撤回
        </Button>
      </div>
    </form>
  );
}

import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/collation/sign-off-bar.module.css";
import { MAX_REASON } from "#core/workflow/sign-off.ts";

export interface SendBackFormProps {
  busy: boolean;
  onSend: (reason: string) => void;
  onCancel: () => void;
}

/** The reason that the unit will read. */
export function SendBackForm({ busy, onSend, onCancel }: SendBackFormProps) {
  const [reason, setReason] = useState("");
  return (
    <form
      className={classes.reason}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(reason.trim());
      }}
    >
      <Textarea
        label="退回原因（责任单位可见）"
        size="sm"
        autosize
        minRows={2}
        maxLength={MAX_REASON}
        required
        data-autofocus
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.offers}>
        <Button type="submit" size="xs" disabled={reason.trim() === ""} loading={busy}>
          确定退回
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          取消
        </Button>
      </div>
    </form>
  );
}

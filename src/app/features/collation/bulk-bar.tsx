import { Button } from "@mantine/core";
import { useState } from "react";
import { BulkAssignDialog } from "#app/features/collation/bulk-assign-dialog.tsx";
import classes from "#app/features/collation/collation.module.css";
import type { CollationRow, Unit } from "#app/features/collation/collation-rows.ts";
import { SendBackForm } from "#app/features/collation/send-back-form.tsx";
import { useSignOff } from "#app/features/collation/use-sign-off.ts";
import { Notice } from "#app/ui/notice.tsx";
import { isLocked } from "#core/workflow/sign-off.ts";

export interface BulkBarProps {
  rows: readonly CollationRow[];
  units: readonly Unit[];
  onDone: () => void;
}

/** What can be done to all chosen items at once; a button says how many of them it is about. */
export function BulkBar({ rows, units, onDone }: BulkBarProps) {
  const change = useSignOff();
  const [asking, setAsking] = useState<"reason" | "assignment">();
  const waiting = rows.filter(({ signOff }) => signOff !== "taken-over").map(({ itemKey }) => itemKey);
  const locked = rows.filter(({ signOff }) => isLocked(signOff)).map(({ itemKey }) => itemKey);
  const finish = (): void => {
    setAsking(undefined);
    onDone();
  };
  return (
    <section className={classes.bulk} aria-label="对所选条目">
      <p>已选{rows.length}条</p>
      <Button
        size="xs"
        disabled={waiting.length === 0}
        loading={change.isPending && change.variables.event === "take-over"}
        onClick={() => change.mutate({ event: "take-over", itemKeys: waiting }, { onSuccess: finish })}
      >
        接收{waiting.length > 0 && `（${waiting.length}条）`}
      </Button>
      <Button size="xs" variant="default" disabled={locked.length === 0} onClick={() => setAsking("reason")}>
        退回{locked.length > 0 && `（${locked.length}条）`}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsking("assignment")}>
        分工和期限…
      </Button>
      <Button size="xs" variant="subtle" onClick={onDone}>
        取消选择
      </Button>
      {change.isError && <Notice tone="danger">{change.error.message}</Notice>}
      {asking === "reason" && (
        <SendBackForm
          busy={change.isPending}
          onCancel={() => setAsking(undefined)}
          onSend={(reason) => change.mutate({ event: "send-back", itemKeys: locked, reason }, { onSuccess: finish })}
        />
      )}
      {asking === "assignment" && (
        <BulkAssignDialog
          itemKeys={rows.map(({ itemKey }) => itemKey)}
          units={units}
          onClose={() => setAsking(undefined)}
          onDone={finish}
        />
      )}
    </section>
  );
}

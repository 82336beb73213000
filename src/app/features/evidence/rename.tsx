import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { changeEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export function Rename({ record, onClose }: { record: Evidence; onClose: () => void }) {
  const workspace = useWorkspace();
  const [title, setTitle] = useState(record.title);
  const rename = useMutation({
    mutationFn: () =>
      call(changeEvidence, { params: { submissionId: workspace.id, evidenceId: record.id }, body: { title } }),
    onSuccess: (renamed) => {
      workspace.putEvidence(renamed);
      onClose();
    },
  });
  return (
    <form
      className={classes.rename}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <TextInput
        size="xs"
        aria-label="材料名称"
        autoFocus
        maxLength={200}
        value={title}
        error={rename.error?.message}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button size="compact-xs" type="submit" loading={rename.isPending}>
        更名
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onClose}>
        取消
      </Button>
    </form>
  );
}

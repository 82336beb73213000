import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { pulseKey } from "#app/data/use-pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { Unit } from "#app/features/collation/collation-rows.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { assignItems } from "#core/api/collation.ts";

export interface BulkAssignDialogProps {
  itemKeys: readonly string[];
  units: readonly Unit[];
  onClose: () => void;
  onDone: () => void;
}

const KEEP = "keep";
const NONE = "none";

/** Unit and day for several items; what is not chosen stays as it is. */
export function BulkAssignDialog({ itemKeys, units, onClose, onDone }: BulkAssignDialogProps) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [unit, setUnit] = useState(KEEP);
  const [dueChange, setDueChange] = useState<"keep" | "day" | "none">("keep");
  const [day, setDay] = useState("");
  const nothing = unit === KEEP && (dueChange === "keep" || (dueChange === "day" && day === ""));
  const assign = useMutation({
    mutationFn: () =>
      call(assignItems, {
        params: { submissionId: workspace.id },
        body: {
          itemKeys: [...itemKeys],
          ...(unit === KEEP ? {} : { unitId: unit === NONE ? null : unit }),
          ...(dueChange === "keep" ? {} : { due: dueChange === "none" ? null : day }),
        },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: pulseKey(workspace.id) });
      void queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
      onDone();
    },
  });
  return (
    <Dialog title={`分工和期限（${itemKeys.length}条）`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assign.mutate();
        }}
      >
        <NativeSelect
          label="责任单位"
          description="改分给其他单位的条目，要由新单位重新交稿"
          value={unit}
          onChange={(event) => setUnit(event.currentTarget.value)}
          data={[
            { value: KEEP, label: "保持不变" },
            ...units.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: "不分给任何单位" },
          ]}
        />
        <NativeSelect
          mt="sm"
          label="完成期限"
          value={dueChange}
          onChange={(event) => setDueChange(event.currentTarget.value as typeof dueChange)}
          data={[
            { value: "keep", label: "保持不变" },
            { value: "day", label: "改为指定日期" },
            { value: "none", label: "取消单独期限，随全部内容截止" },
          ]}
        />
        {dueChange === "day" && (
          <TextInput
            mt="sm"
            type="date"
            label="日期"
            required
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
        <FormFailure message={assign.error?.message} />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button type="submit" disabled={nothing} loading={assign.isPending}>
            确定
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

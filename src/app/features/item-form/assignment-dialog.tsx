import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { unitsQuery } from "#app/data/queries.ts";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { assignItem } from "#core/api/submission.ts";

export function AssignmentDialog({ itemKey, onClose }: { itemKey: string; onClose: () => void }) {
  const workspace = useWorkspace();
  const assigned = useAssignment(itemKey);
  const { data: units = [] } = useQuery(unitsQuery);
  const [unitId, setUnitId] = useState(assigned.unitId);
  const [due, setDue] = useState(assigned.due ?? "");
  const assign = useMutation({
    mutationFn: (next: { unitId: string | null; due: string | null }) =>
      call(assignItem, { params: { submissionId: workspace.id, itemKey }, body: next }),
    onSuccess: (_, next) => {
      workspace.assign(itemKey, next);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="责任单位和期限" centered closeButtonProps={{ "aria-label": "关闭" }}>
      <Select
        label="责任单位"
        data={units.map((each) => ({ value: each.id, label: each.name }))}
        value={unitId}
        searchable
        clearable
        placeholder="选择单位"
        nothingFoundMessage="没有这个单位，请管理员在“账号管理”中添加"
        onChange={setUnitId}
      />
      <TextInput
        mt="sm"
        type="date"
        label="完成期限"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      {assign.isError && (
        <p className={classes.fault} role="alert">
          {assign.error.message}
        </p>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          取消
        </Button>
        <Button loading={assign.isPending} onClick={() => assign.mutate({ unitId, due: due || null })}>
          确定
        </Button>
      </Group>
    </Modal>
  );
}

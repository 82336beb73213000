import { Button, Popover, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { meQuery, unitsQuery } from "#app/data/queries.ts";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { assignItem } from "#core/api/submission.ts";
import { officialDate } from "#core/field/plain.ts";

/** Who fills the item and by when; the editor may change both. */
export function Assignment({ itemKey }: { itemKey: string }) {
  const workspace = useWorkspace();
  const { unitId, due } = useAssignment(itemKey);
  const { data: units = [] } = useQuery(unitsQuery);
  const { data: me } = useQuery(meQuery);
  const [open, setOpen] = useState(false);
  const assign = useMutation({
    mutationFn: (next: { unitId: string | null; due: string | null }) =>
      call(assignItem, { params: { submissionId: workspace.id, itemKey }, body: next }),
    onSuccess: (_, next) => workspace.assign(itemKey, next),
  });
  const unit = units.find((each) => each.id === unitId)?.name;
  const words = `${unit ? `分给${unit}` : "未分工"}${due ? `，${officialDate(due)}前` : ""}`;
  if (!me?.roles.includes("editor")) return <span>{words}</span>;
  return (
    <Popover opened={open} onChange={setOpen} trapFocus width={300} position="bottom-start" shadow="md">
      <Popover.Target>
        <button type="button" className={classes.assign} aria-expanded={open} onClick={() => setOpen(!open)}>
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Select
          label="责任单位"
          data={units.map((each) => ({ value: each.id, label: each.name }))}
          value={unitId}
          searchable
          clearable
          placeholder="选择单位"
          nothingFoundMessage="没有这个单位，请管理员在“账号管理”中添加"
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => assign.mutate({ unitId: next, due })}
        />
        <TextInput
          mt="sm"
          type="date"
          label="完成期限"
          value={due ?? ""}
          onChange={(event) => assign.mutate({ unitId, due: event.currentTarget.value || null })}
        />
        {assign.isError && (
          <p className={classes.fault} role="alert">
            {assign.error.message}
          </p>
        )}
        <Button mt="sm" size="xs" variant="default" onClick={() => setOpen(false)}>
          完成
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

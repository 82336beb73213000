import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/library.module.css";
import { useBatch } from "#app/features/evidence/use-batch.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { linkEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { placedTitle } from "#core/template/outline.ts";

/** Puts records under an item that the person may write: found by typing, with the slot that they fill there. */
export function LinkDialog({ records, onClose }: { records: readonly Evidence[]; onClose: () => void }) {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  const [itemKey, setItemKey] = useState<string>();
  const [slot, setSlot] = useState("");
  const batch = useBatch();
  const open = workspace.items.filter(
    (placed) => placed.place.kind !== "cover" && workspace.assignment(placed.item.key).writable,
  );
  const wanted = query.trim();
  const found = open.filter(
    (placed) => wanted === "" || placed.label === wanted || placedTitle(placed).includes(wanted),
  );
  const chosen = open.find(({ item }) => item.key === itemKey);
  const link = async (target: string): Promise<void> => {
    const params = { submissionId: workspace.id, itemKey: target };
    const failed = await batch.run(records, (record) =>
      call(linkEvidence, { params: { ...params, evidenceId: record.id }, body: { slot: slot || null } }),
    );
    if (failed === 0) onClose();
  };
  return (
    <Dialog
      title={records.length === 1 ? `引用《${records[0]?.title}》` : `引用${records.length}份材料`}
      onClose={onClose}
    >
      <Stack gap="sm">
        <TextInput
          label="查找条目"
          placeholder="输入序号或文字"
          data-autofocus
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <fieldset className={classes.choices} aria-label="引用到哪一条">
          {found.map((placed) => (
            <label key={placed.item.key}>
              <input
                type="radio"
                name="item"
                checked={placed.item.key === itemKey}
                onChange={() => {
                  setItemKey(placed.item.key);
                  setSlot("");
                }}
              />
              {placedTitle(placed)}
            </label>
          ))}
          {found.length === 0 && <p>没有可以填写的条目含“{wanted}”，请换个词。</p>}
        </fieldset>
        {chosen && chosen.item.evidence.length > 0 && (
          <NativeSelect
            label="作为"
            value={slot}
            data={[
              { value: "", label: "其他材料" },
              ...chosen.item.evidence.map(({ key, title }) => ({ value: key, label: title })),
            ]}
            onChange={(event) => setSlot(event.currentTarget.value)}
          />
        )}
        {batch.message && <Notice tone={batch.failed ? "danger" : "calm"}>{batch.message}</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button
            disabled={itemKey === undefined}
            loading={batch.running}
            onClick={() => itemKey !== undefined && void link(itemKey)}
          >
            引用
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useSettle } from "#app/data/leftover.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { ItemChoice } from "#app/features/leftover/item-choice.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { linkEvidence } from "#core/api/evidence.ts";
import type { Orphan } from "#core/api/upgrade.ts";

/** Puts a record of evidence that stands under no item any more under one. */
export function PlaceEvidenceDialog({ orphan, onClose }: { orphan: Orphan; onClose: () => void }) {
  const workspace = useWorkspace();
  const settle = useSettle();
  const [itemKey, setItemKey] = useState("");
  const [slot, setSlot] = useState("");
  const slots = workspace.items.find(({ item }) => item.key === itemKey)?.item.evidence ?? [];
  const place = useMutation({
    mutationFn: async (evidenceId: string) => {
      const params = { submissionId: workspace.id, evidenceId, itemKey };
      workspace.putEvidence(await call(linkEvidence, { params, body: { slot: slot || null } }));
      await settle.mutateAsync({ orphan, settled: true });
    },
    onSuccess: onClose,
  });
  const { evidenceId } = orphan;
  return (
    <Dialog title={`放到条目：《${orphan.text}》`} onClose={onClose}>
      <Stack gap="sm">
        <ItemChoice
          fits={({ place: where }) => where.kind === "section"}
          value={itemKey}
          onChoose={(key) => {
            setItemKey(key);
            setSlot("");
          }}
        />
        {slots.length > 0 && (
          <NativeSelect
            label="作为哪类材料"
            value={slot}
            data={[{ value: "", label: "其他材料" }, ...slots.map(({ key, title }) => ({ value: key, label: title }))]}
            onChange={(event) => setSlot(event.currentTarget.value)}
          />
        )}
        <FormFailure message={place.error?.message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button
            disabled={itemKey === "" || evidenceId === undefined}
            loading={place.isPending}
            onClick={() => evidenceId !== undefined && place.mutate(evidenceId)}
          >
            放入并标为已处理
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSettle } from "#app/data/leftover.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { ItemChoice } from "#app/features/leftover/item-choice.tsx";
import classes from "#app/features/leftover/leftover.module.css";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import type { Orphan } from "#core/api/upgrade.ts";
import { placingsIn } from "#core/builder/placing.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

/** Puts an answer without a home into a field or the prose of an item; the answer saves like any other. */
export function PlaceAnswerDialog({ orphan, onClose }: { orphan: Orphan; onClose: () => void }) {
  const workspace = useWorkspace();
  const { data: before, error } = useQuery(templateQuery(workspace.template.id, orphan.from));
  const settle = useSettle();
  const [itemKey, setItemKey] = useState("");
  const [path, setPath] = useState("");
  /** it stands in the item; what is left is to save it and to say so */
  const [written, setWritten] = useState(false);
  const was = before && fieldOf(orphan, fieldTable(before));
  const placings = (item: Item) => placingsIn(orphan, was, item, workspace.answer(item.key));
  const item = workspace.items.find((placed) => placed.item.key === itemKey)?.item;
  const offered = item ? placings(item) : [];
  const chosen = offered.find((each) => each.path === path) ?? offered[0];
  const place = useMutation({
    mutationFn: async () => {
      if (!chosen) return;
      if (!written) workspace.rewrite(itemKey, chosen.answer);
      setWritten(true);
      await workspace.flush();
      if (workspace.saveState(itemKey).kind !== "saved")
        throw new Error("内容已放入条目，但还没有保存到服务器；请稍后再点一次，或到该条目查看原因");
      await settle.mutateAsync({ orphan, settled: true });
    },
    onSuccess: onClose,
  });
  return (
    <Dialog title={`放到条目：${orphan.label}`} onClose={onClose}>
      <Stack gap="sm">
        <p className={classes.text}>{orphan.text}</p>
        {written ? null : before ? (
          <ItemChoice fits={(placed) => placings(placed.item).length > 0} value={itemKey} onChoose={setItemKey} />
        ) : (
          !error && <p>正在读取原清单…</p>
        )}
        {offered.length > 0 && !written && (
          <fieldset className={classes.places} aria-label="放在哪里">
            {offered.map((each) => (
              <label key={each.path}>
                <input
                  type="radio"
                  name="place"
                  checked={each.path === chosen?.path}
                  onChange={() => setPath(each.path)}
                />
                <span>
                  {each.label}
                  {each.replaces !== "" && <small className={classes.about}>将替换现在的“{each.replaces}”</small>}
                  {each.note && <small className={classes.about}>{each.note}</small>}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <FormFailure message={(error ?? place.error)?.message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button disabled={!chosen} loading={place.isPending} onClick={() => place.mutate()}>
            放入并标为已处理
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** The field that the answer stood in; undefined for prose, explanations and last year's column. */
function fieldOf({ path, itemKey }: Orphan, fields: ReturnType<typeof fieldTable>) {
  const owned = path.startsWith("values.") ? fields.get(path.slice("values.".length)) : undefined;
  return owned?.item.key === itemKey ? owned.field : undefined;
}

import { Button } from "@mantine/core";
import { IconCheck, IconRotate } from "@tabler/icons-react";
import { useDone, useProgress, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import type { Missing } from "#core/submission/progress.ts";
import type { Item } from "#core/template/schema.ts";

const missingText = (missing: Missing): string => {
  switch (missing.kind) {
    case "field":
      return missing.label;
    case "narrative":
      return "正文";
    case "evidence":
      return `佐证“${missing.title}”`;
    case "explanation":
      return `说明“${missing.title}”`;
  }
};

/** The filler's own mark. It can only be set on an item that lacks nothing. */
export function DoneToggle({ item, writable }: { item: Item; writable: boolean }) {
  const workspace = useWorkspace();
  const done = useDone(item.key);
  const progress = useProgress(item.key);
  if (!writable) return null;
  const set = (mark: boolean) => workspace.edit(item.key, { ...workspace.answer(item.key), done: mark });
  const [first, ...others] = progress.missing;
  const { unconfirmed, stale } = progress.carry;
  const carried =
    unconfirmed > 0
      ? `沿用的内容还有${unconfirmed}处待核对`
      : stale > 0
        ? `沿用的文字还有${stale}处须改写或说明`
        : undefined;
  return (
    <div className={classes.done}>
      {done ? (
        <Button variant="light" color="gray" leftSection={<IconRotate size={16} />} onClick={() => set(false)}>
          重新填写
        </Button>
      ) : (
        <Button
          leftSection={<IconCheck size={16} />}
          disabled={first !== undefined || carried !== undefined}
          onClick={() => set(true)}
        >
          标记为已完成
        </Button>
      )}
      {carried && <span className={classes.missing}>{carried}</span>}
      {!carried && first && (
        <span className={classes.missing}>
          还缺{missingText(first)}
          {others.length > 0 && `等${others.length + 1}处`}
        </span>
      )}
    </div>
  );
}

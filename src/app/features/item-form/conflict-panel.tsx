import { Button } from "@mantine/core";
import { useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { useSaveState, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import type { Choice, Conflict } from "#core/answer/merge.ts";
import type { StaleAnswer } from "#core/api/error.ts";
import { displayValue } from "#core/field/table.ts";
import { storedValue } from "#core/field/value.ts";
import type { Item } from "#core/template/schema.ts";

interface ConflictPanelProps {
  item: Item;
  conflicts: readonly Conflict[];
  stale: StaleAnswer;
}

/** Shown while a person has to decide. */
export function Conflicts({ item }: { item: Item }) {
  const save = useSaveState(item.key);
  return save.kind === "conflict" && <ConflictPanel item={item} conflicts={save.conflicts} stale={save.stale} />;
}

/** Both changed the same thing: mine, theirs and the original side by side; nothing is overwritten unseen. */
function ConflictPanel({ item, conflicts, stale }: ConflictPanelProps) {
  const workspace = useWorkspace();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const ready = conflicts.every((conflict) => choices[conflict.path] !== undefined);
  return (
    <section className={classes.conflict} aria-labelledby="conflict-title">
      <h2 id="conflict-title">
        {stale.savedBy}在{shortStamp(stale.savedAt)}也修改了以下内容，请逐处选择保留哪一个
      </h2>
      {conflicts.map((conflict) => (
        <fieldset key={conflict.path} className={classes.dispute}>
          <legend>{nameOf(item, conflict.path)}</legend>
          <p className={classes.original}>
            <b>原来：</b>
            {textOf(item, conflict.path, conflict.base)}
          </p>
          {(["mine", "theirs"] as const).map((side) => (
            <label key={side} className={classes.side}>
              <input
                type="radio"
                name={conflict.path}
                checked={choices[conflict.path] === side}
                onChange={() => setChoices({ ...choices, [conflict.path]: side })}
              />
              <span>
                <b>{side === "mine" ? "我的：" : `${stale.savedBy}的：`}</b>
                {textOf(item, conflict.path, conflict[side])}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <Button disabled={!ready} onClick={() => workspace.resolve(item.key, choices)}>
        按所选保存
      </Button>
    </section>
  );
}

const fieldOf = (item: Item, path: string) => item.fields.find((field) => `values.${field.key}` === path);

function nameOf(item: Item, path: string): string {
  if (path === "narrative") return "正文";
  if (path === "done") return "完成标记";
  return fieldOf(item, path)?.label ?? "说明";
}

function textOf(item: Item, path: string, value: unknown): string {
  if (value === undefined) return "（空）";
  if (path === "done") return value === true ? "已完成" : "未完成";
  const field = fieldOf(item, path);
  const stored = storedValue.safeParse(value);
  if (field && stored.success) return displayValue(field, stored.data) || "（空）";
  return typeof value === "string" ? value : JSON.stringify(value);
}

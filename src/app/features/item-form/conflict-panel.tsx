import { Button } from "@mantine/core";
import { useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { DisputeSide } from "#app/features/item-form/dispute-side.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { placeName, valueText } from "#app/features/item-form/place-text.ts";
import { ProseDispute } from "#app/features/item-form/prose-dispute.tsx";
import type { Choice, Conflict } from "#core/answer/merge.ts";
import { isProse } from "#core/answer/merge-value.ts";
import type { StaleAnswer } from "#core/api/error.ts";
import type { Item } from "#core/template/schema.ts";

interface ConflictPanelProps {
  item: Item;
  conflicts: readonly Conflict[];
  stale: StaleAnswer;
}

/** Both changed the same thing: mine, theirs and the original side by side; nothing is overwritten unseen. */
export function ConflictPanel({ item, conflicts, stale }: ConflictPanelProps) {
  const workspace = useWorkspace();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const open = conflicts.filter((conflict) => choices[conflict.path] === undefined).length;
  const choose = (path: string, choice: Choice) => setChoices((known) => ({ ...known, [path]: choice }));
  const by = `${stale.savedBy}，${shortStamp(stale.savedAt)}保存`;
  return (
    <section className={classes.conflict} aria-labelledby="conflict-title">
      <h2 id="conflict-title">
        {stale.savedBy}在{shortStamp(stale.savedAt)}也修改了以下内容，需要您决定保留哪一个
      </h2>
      {conflicts.map((conflict) =>
        isProse(conflict.path, item.fields) ? (
          <ProseDispute
            key={conflict.path}
            name={placeName(item, conflict.path)}
            conflict={conflict}
            by={by}
            choice={choices[conflict.path]}
            onChoose={(choice) => choose(conflict.path, choice)}
          />
        ) : (
          <ValueDispute
            key={conflict.path}
            item={item}
            conflict={conflict}
            by={by}
            choice={choices[conflict.path]}
            onChoose={(choice) => choose(conflict.path, choice)}
          />
        ),
      )}
      <div className={classes.decide}>
        <Button disabled={open > 0} onClick={() => workspace.resolve(item.key, choices)}>
          按所选保存
        </Button>
        {open > 0 && <span>还有{open}处没有选</span>}
      </div>
    </section>
  );
}

interface ValueDisputeProps {
  item: Item;
  conflict: Conflict;
  by: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

function ValueDispute({ item, conflict, by, choice, onChoose }: ValueDisputeProps) {
  const text = (value: unknown) => valueText(item, conflict.path, value);
  const sides = [
    { side: "mine", name: "我的", by: "您，尚未保存" },
    { side: "theirs", name: "对方的", by },
  ] as const;
  return (
    <fieldset className={classes.dispute}>
      <legend>{placeName(item, conflict.path)}</legend>
      <div className={classes.sides}>
        {sides.map((each) => (
          <DisputeSide
            key={each.side}
            group={conflict.path}
            name={each.name}
            note={each.by}
            chosen={choice === each.side}
            onChoose={() => onChoose(each.side)}
          >
            <span>{text(conflict[each.side])}</span>
          </DisputeSide>
        ))}
        <div className={classes.side}>
          <span>
            <b>原来</b>
          </span>
          <span>{text(conflict.base)}</span>
        </div>
      </div>
    </fieldset>
  );
}

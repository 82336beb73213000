import { Button } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import { Conflicts } from "#app/features/item-form/conflicts.tsx";
import { controlFor } from "#app/features/item-form/controls.tsx";
import { DoneToggle } from "#app/features/item-form/done-toggle.tsx";
import { Guidance } from "#app/features/item-form/guidance.tsx";
import { ItemContext } from "#app/features/item-form/item-context.ts";
import classes from "#app/features/item-form/item-form.module.css";
import { ItemHeader } from "#app/features/item-form/item-header.tsx";
import { LockedEdit, LockNotice } from "#app/features/item-form/lock-notice.tsx";
import { pasteClean } from "#app/features/item-form/paste-clean.ts";
import { SelfScore } from "#app/features/item-form/self-score.tsx";
import { useItemForm } from "#app/features/item-form/use-item-form.ts";
import { useUndo } from "#app/features/item-form/use-undo.ts";
import { ShelfNotice } from "#app/ui/shelf-notice.tsx";
import { UndoButtons } from "#app/ui/undo-buttons.tsx";
import type { PlacedItem } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

export interface NarrativeSlotProps {
  item: Item;
  readOnly: boolean;
}

export interface ItemFormProps {
  placed: PlacedItem;
  narrative: (props: NarrativeSlotProps) => ReactNode;
  /** who else is here, and where the item is on its way to the editor */
  standing: ReactNode;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/**
 * One item: what is asked, its data, its prose. Everything saves itself. The form as a whole is not drawn again while
 * someone writes in it: what shows the answer subscribes to it on its own.
 */
export function ItemForm({ placed, narrative, standing, onPrevious, onNext }: ItemFormProps) {
  const { item } = placed;
  const workspace = useWorkspace();
  const { writable } = useAssignment(item.key);
  const { form, faults } = useItemForm(item);
  const undo = useUndo(item, form, !writable);
  return (
    <ItemContext value={item.key}>
      <article className={classes.item} aria-labelledby="item-title">
        <ItemHeader placed={placed} />
        {standing}
        <ShelfNotice />
        <Conflicts item={item} />
        <LockedEdit item={item} />
        <LockNotice itemKey={item.key} />
        <Guidance item={item} />
        {item.fields.length > 0 && (
          <section
            className={classes.card}
            aria-label="填报数据"
            onKeyDown={undo.onKeyDown}
            onPaste={writable ? pasteClean : undefined}
          >
            <div className={classes.cardHead}>
              <h2>数据</h2>
              {writable && (
                <UndoButtons
                  undoLabel={undo.undoLabel}
                  redoLabel={undo.redoLabel}
                  onUndo={undo.undo}
                  onRedo={undo.redo}
                />
              )}
            </div>
            {item.fields.map((field, index) => (
              <Fragment key={field.key}>
                {field.group && field.group !== item.fields[index - 1]?.group && (
                  <h2 className={classes.group}>{field.group}</h2>
                )}
                {controlFor(field, { form, fault: faults[field.key], readOnly: !writable, year: workspace.year })}
              </Fragment>
            ))}
          </section>
        )}
        {item.prose && narrative({ item, readOnly: !writable })}
        <SelfScore itemKey={item.key} readOnly={!writable} />
        <footer className={classes.footer}>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} />}
            disabled={!onPrevious}
            onClick={onPrevious}
            title="Alt+←"
          >
            上一条
          </Button>
          <DoneToggle item={item} writable={writable} />
          <Button
            variant="default"
            rightSection={<IconArrowRight size={16} />}
            disabled={!onNext}
            onClick={onNext}
            title="Alt+→"
          >
            下一条
          </Button>
        </footer>
      </article>
    </ItemContext>
  );
}

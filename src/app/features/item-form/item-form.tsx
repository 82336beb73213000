import { Button } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import { Conflicts } from "#app/features/item-form/conflict-panel.tsx";
import { controlFor } from "#app/features/item-form/controls.tsx";
import { DoneToggle } from "#app/features/item-form/done-toggle.tsx";
import { Guidance } from "#app/features/item-form/guidance.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { ItemHeader } from "#app/features/item-form/item-header.tsx";
import { useItemForm } from "#app/features/item-form/use-item-form.ts";
import type { PlacedItem } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

export interface NarrativeSlotProps {
  item: Item;
  readOnly: boolean;
}

export interface ItemFormProps {
  placed: PlacedItem;
  narrative: (props: NarrativeSlotProps) => ReactNode;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/**
 * One item: what is asked, its data, its prose. Everything saves itself. The form as a whole is not drawn again while
 * someone writes in it: what shows the answer subscribes to it on its own.
 */
export function ItemForm({ placed, narrative, onPrevious, onNext }: ItemFormProps) {
  const { item } = placed;
  const workspace = useWorkspace();
  const { writable } = useAssignment(item.key);
  const { form, faults } = useItemForm(item);
  return (
    <article className={classes.item} aria-labelledby="item-title">
      <ItemHeader placed={placed} />
      <Conflicts item={item} />
      {!writable && <p className={classes.locked}>本条由其他责任单位填报，您可以查看，不能修改。</p>}
      <Guidance item={item} />
      {item.fields.length > 0 && (
        <section className={classes.card} aria-label="填报数据">
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
  );
}

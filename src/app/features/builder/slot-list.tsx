import { memo } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import classes from "#app/features/builder/builder.module.css";
import { NodeCard } from "#app/features/builder/node-card.tsx";
import { FlagProperty, TextProperty } from "#app/features/builder/properties.tsx";
import { pasteEdit } from "#core/builder/paste.ts";
import type { EvidenceSlot } from "#core/template/schema.ts";

/** Which material is expected. */
export const SlotList = memo(function SlotList({
  itemKey,
  slots,
}: {
  itemKey: string;
  slots: readonly EvidenceSlot[];
}) {
  const store = useDraftStore();
  const add = (title: string): void => {
    const value = { key: "material", title, required: slots.length === 0 };
    const into = { kind: "item", key: itemKey } as const;
    store.edit(pasteEdit(store.draft, { nodes: [{ kind: "slot", value }] }, into, null));
  };
  return (
    <section className={classes.card} aria-labelledby="slots-title">
      <h2 id="slots-title">
        佐证材料<small>{slots.length}类</small>
      </h2>
      {slots.map((slot) => {
        const at = { kind: "slot", item: itemKey, key: slot.key } as const;
        return (
          <NodeCard key={slot.key} at={at} title={slot.title} about={slot.required ? "必备" : "可选"}>
            {() => (
              <>
                <TextProperty at={at} name="title" label="材料名称" value={slot.title} />
                <TextProperty at={at} name="hint" label="提示" value={slot.hint} optional />
                <FlagProperty at={at} name="required" label="至少一份材料" value={slot.required} />
              </>
            )}
          </NodeCard>
        );
      })}
      <AddLine label="添加材料" placeholder="材料名称，例如：经费拨付文件" onAdd={add} />
    </section>
  );
});

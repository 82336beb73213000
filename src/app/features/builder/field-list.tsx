import { NativeSelect } from "@mantine/core";
import { memo, useState } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import classes from "#app/features/builder/builder.module.css";
import { FieldCard } from "#app/features/builder/field-card.tsx";
import { isFieldType, optionsOf } from "#app/features/builder/labels.ts";
import { useOpenNodes } from "#app/features/builder/open-nodes.tsx";
import { insertedBy, keyFromLabel, newField } from "#app/features/builder/structure.ts";
import { pasteEdit } from "#core/builder/paste.ts";
import type { Field, FieldTypeName } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";

const TYPES = optionsOf(TYPE_TEXT);

/** What figures and facts the item asks for. */
export const FieldList = memo(function FieldList({ itemKey, fields }: { itemKey: string; fields: readonly Field[] }) {
  const store = useDraftStore();
  const { open } = useOpenNodes();
  const [type, setType] = useState<FieldTypeName>("number");
  const add = (label: string): void => {
    const value = newField(type, keyFromLabel(label), label);
    const into = { kind: "item", key: itemKey } as const;
    const edit = pasteEdit(store.draft, { nodes: [{ kind: "field", value }] }, into, null);
    const [at] = insertedBy(edit);
    if (!store.edit(edit) && at) open(at);
  };
  return (
    <section className={classes.card} aria-labelledby="fields-title">
      <h2 id="fields-title">
        数据项<small>{fields.length}个</small>
      </h2>
      {fields.map((field) => (
        <FieldCard key={field.key} field={field} />
      ))}
      <AddLine label="添加数据项" placeholder="数据项名称，例如：教师培训经费" onAdd={add}>
        <NativeSelect
          aria-label="新数据项的类型"
          value={type}
          data={TYPES}
          onChange={(event) => {
            const name = event.currentTarget.value;
            if (isFieldType(name)) setType(name);
          }}
          w={130}
        />
      </AddLine>
    </section>
  );
});

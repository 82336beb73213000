import { NativeSelect } from "@mantine/core";
import { memo } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { KeyEditor } from "#app/features/builder/key-editor.tsx";
import { CARRY_TEXT, isFieldType, optionsOf } from "#app/features/builder/labels.ts";
import { LineageEditor } from "#app/features/builder/lineage-editor.tsx";
import { NodeCard } from "#app/features/builder/node-card.tsx";
import { NumberProperties } from "#app/features/builder/number-properties.tsx";
import { useOpenNodes } from "#app/features/builder/open-nodes.tsx";
import { OptionList } from "#app/features/builder/option-list.tsx";
import { ChoiceProperty, FlagProperty, TextProperty, wholeNumber } from "#app/features/builder/properties.tsx";
import { StageProperties } from "#app/features/builder/stage-properties.tsx";
import { newField } from "#app/features/builder/structure.ts";
import { ownerOf } from "#core/builder/nodes.ts";
import type { Field } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";

const about = (field: Field): string =>
  [
    TYPE_TEXT[field.type],
    ...(field.type === "number" ? [field.unit || "无单位", ...(field.prior === undefined ? [] : ["与上期比"])] : []),
    ...(field.required ? [] : ["选填"]),
  ].join(" · ");

/** One field. It is drawn again when the field itself is another one. */
export const FieldCard = memo(function FieldCard({ field }: { field: Field }) {
  const at = { kind: "field", key: field.key } as const;
  const { open } = useOpenNodes();
  return (
    <NodeCard at={at} title={field.label} about={about(field)}>
      {() => (
        <>
          <div className={classes.row}>
            <div className={classes.grow}>
              <TextProperty at={at} name="label" label="名称" value={field.label} />
            </div>
            <TypeChoice field={field} />
          </div>
          <OwnProperties field={field} />
          <TextProperty at={at} name="hint" label="提示" value={field.hint} optional placeholder="口径、来源" />
          <div className={classes.row}>
            <TextProperty at={at} name="group" label="分组标题" value={field.group} optional />
            <TextProperty
              at={at}
              name="period"
              label="数据期"
              value={field.period}
              optional
              placeholder="例如 {year-1}年"
            />
            <ChoiceProperty
              at={at}
              name="carry"
              label="下一年"
              value={field.carry}
              options={[{ value: "", label: "按类型默认" }, ...optionsOf(CARRY_TEXT)]}
            />
          </div>
          <FlagProperty at={at} name="required" label="必填" value={field.required} />
          <OwnerChoice of={field.key} />
          <KeyEditor kind="field" of={field.key} onRenamed={(key) => open({ kind: "field", key })} />
          <LineageEditor kind="field" of={field.key} />
        </>
      )}
    </NodeCard>
  );
});

function OwnProperties({ field }: { field: Field }) {
  switch (field.type) {
    case "number":
      return <NumberProperties field={field} />;
    case "choice":
      return <OptionList field={field} name="选项" />;
    case "stages":
      return <StageProperties field={field} />;
    case "text":
    case "paragraph":
      return (
        <TextProperty
          at={{ kind: "field", key: field.key }}
          name="maxLength"
          label="最多字数"
          value={String(field.maxLength)}
          read={wholeNumber}
          numeric
          width={140}
        />
      );
    case "date":
    case "yesno":
    case "documents":
    case "entries":
      return null;
  }
}

/** The item that it stands in; it goes to the end of another one, and everything that names it follows. */
function OwnerChoice({ of }: { of: string }) {
  const store = useDraftStore();
  const items = useDraft(({ template }) => template.sections);
  const owner = useDraft(({ template }) => ownerOf(template, of)?.key) ?? "";
  const choices = items.flatMap((section) => section.items.map(({ key, heading }) => ({ value: key, label: heading })));
  if (!choices.some(({ value }) => value === owner)) return null;
  return (
    <NativeSelect
      label="所在条目"
      value={owner}
      data={choices}
      onChange={(event) => {
        const into = { kind: "item", key: event.currentTarget.value } as const;
        store.edit({ kind: "move", at: { kind: "field", key: of }, into, before: null });
      }}
    />
  );
}

/** Another type under the same key; what both types have is kept. */
function TypeChoice({ field }: { field: Field }) {
  const store = useDraftStore();
  const change = (name: string): void => {
    if (!isFieldType(name) || name === field.type) return;
    const { key, label, required, period, hint, group, carry } = field;
    const kept = Object.fromEntries(
      Object.entries({ required, period, hint, group, carry }).filter(([, value]) => value !== undefined),
    );
    store.edit({ kind: "replace", value: { ...newField(name, key, label), ...kept } });
  };
  return (
    <NativeSelect
      label="类型"
      value={field.type}
      data={optionsOf(TYPE_TEXT)}
      onChange={(event) => change(event.currentTarget.value)}
      w={140}
    />
  );
}

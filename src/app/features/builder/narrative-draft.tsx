import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { TextProperty } from "#app/features/builder/properties.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { outline } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

interface Token {
  value: string;
  label: string;
}

const tokensOf = (fields: Item["fields"]): Token[] =>
  fields.flatMap((field) => {
    if (field.type === "documents" || field.type === "entries" || field.type === "stages") return [];
    const own = { value: `{{${field.key}}}`, label: field.label };
    if (field.type !== "number" || field.prior === undefined) return [own];
    const aspects = ["上年", "增量", "增幅"].map((aspect) => ({
      value: `{{${field.key}.${aspect}}}`,
      label: `${field.label}·${aspect}`,
    }));
    return [own, ...aspects];
  });

/** The draft that fillers may adopt, with figures quoted by token. */
export function NarrativeDraft({ item }: { item: Item }) {
  const store = useDraftStore();
  const [asked, setAsked] = useState(false);
  const at = { kind: "item", key: item.key } as const;
  const insert = (token: string): void => {
    const area = document.getElementById(propertyId(at, "narrative"));
    const end = item.narrative.length;
    const [from, to] = area instanceof HTMLTextAreaElement ? [area.selectionStart, area.selectionEnd] : [end, end];
    const narrative = item.narrative.slice(0, from) + token + item.narrative.slice(to);
    store.edit({ kind: "set", at, patch: { narrative } });
    requestAnimationFrame(() => {
      if (!(area instanceof HTMLTextAreaElement)) return;
      area.focus();
      area.setSelectionRange(from + token.length, from + token.length);
    });
  };
  return (
    <>
      <TextProperty
        at={at}
        name="narrative"
        label="正文底稿"
        description="填报人可采用后修改；数字用数据标签引用，例如 {{教育支出}}"
        value={item.narrative}
        lines={4}
      />
      <NativeSelect
        label="插入数据标签"
        value=""
        onChange={(event) => event.currentTarget.value !== "" && insert(event.currentTarget.value)}
        onFocus={() => setAsked(true)}
        className={classes.tokens}
      >
        <option value="">选择后插到光标处</option>
        <TokenGroup title="本条" tokens={tokensOf(item.fields)} />
        {asked && <OtherTokens item={item} />}
      </NativeSelect>
    </>
  );
}

function TokenGroup({ title, tokens }: { title: string; tokens: readonly Token[] }) {
  if (tokens.length === 0) return null;
  return (
    <optgroup label={title}>
      {tokens.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </optgroup>
  );
}

/** Fields of the other items come as they are asked for by name; a list of thousands would help nobody. */
const MOST = 300;

function OtherTokens({ item }: { item: Item }) {
  const template = useDraft((each) => each.template);
  const others = outline(template).flatMap((placed) => (placed.item.key === item.key ? [] : placed.item.fields));
  return <TokenGroup title="其他条目" tokens={tokensOf(others).slice(0, MOST)} />;
}

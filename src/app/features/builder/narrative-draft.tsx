import { NativeSelect } from "@mantine/core";
import { memo, useState } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { TextProperty } from "#app/features/builder/properties.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { useFields } from "#app/features/builder/use-fields.ts";
import type { Field } from "#core/field/definition.ts";

interface Token {
  value: string;
  label: string;
}

const tokensOf = (fields: readonly Field[]): Token[] =>
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

export interface NarrativeDraftProps {
  itemKey: string;
  narrative: string;
  /** the item's own fields */
  own: readonly Field[];
}

/** The draft that fillers may adopt, with figures quoted by token. */
export const NarrativeDraft = memo(function NarrativeDraft({ itemKey, narrative, own }: NarrativeDraftProps) {
  const store = useDraftStore();
  const at = { kind: "item", key: itemKey } as const;
  const insert = (token: string): void => {
    const area = document.getElementById(propertyId(at, "narrative"));
    const end = narrative.length;
    const [from, to] = area instanceof HTMLTextAreaElement ? [area.selectionStart, area.selectionEnd] : [end, end];
    const written = narrative.slice(0, from) + token + narrative.slice(to);
    store.edit({ kind: "set", at, patch: { narrative: written } });
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
        value={narrative}
        lines={4}
      />
      <TokenSelect own={own} onPick={insert} />
    </>
  );
});

function TokenSelect({ own, onPick }: { own: readonly Field[]; onPick: (token: string) => void }) {
  const [asked, setAsked] = useState(false);
  return (
    <NativeSelect
      label="插入数据标签"
      value=""
      onChange={(event) => event.currentTarget.value !== "" && onPick(event.currentTarget.value)}
      onFocus={() => setAsked(true)}
      onBlur={() => setAsked(false)}
      className={classes.tokens}
    >
      <option value="">选择后插到光标处</option>
      <TokenGroup title="本条" fields={own} />
      {asked && <OtherTokens own={own} />}
    </NativeSelect>
  );
}

const TokenGroup = memo(function TokenGroup({ title, fields }: { title: string; fields: readonly Field[] }) {
  const tokens = tokensOf(fields);
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
});

/** A list of thousands would help nobody. */
const MOST = 300;

/** Fields of the other items come when somebody looks for them. */
function OtherTokens({ own }: { own: readonly Field[] }) {
  const fields = useFields();
  const others = [...fields.values()].filter((field) => !own.includes(field));
  return <TokenGroup title="其他条目" fields={others.slice(0, MOST)} />;
}

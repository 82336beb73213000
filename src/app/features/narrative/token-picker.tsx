import { TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useLookup, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/narrative/narrative.module.css";
import type { Field, FieldOf } from "#core/field/definition.ts";
import { displayValue, isAnswered } from "#core/field/table.ts";
import { aspectText } from "#core/narrative/resolve.ts";
import type { Aspect } from "#core/narrative/tokens.ts";
import { GUARDED } from "#core/stage/movement.ts";
import { TOTAL } from "#core/stage/table.ts";
import { MEASURE_NAMES, stageText } from "#core/stage/token.ts";
import type { Item } from "#core/template/schema.ts";

export interface TokenPickerProps {
  item: Item;
  onPick: (fieldKey: string, aspect?: string) => void;
}

const QUOTABLE: ReadonlySet<Field["type"]> = new Set([
  "number",
  "text",
  "date",
  "choice",
  "yesno",
  "documents",
  "stages",
]);
const COMPARED: readonly Aspect[] = ["上年", "增量", "增幅"];

/** The item's data as chips to put into the text; other items' data by searching. */
export function TokenPicker({ item, onPick }: TokenPickerProps) {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  const fields = useMemo(() => {
    const own = item.fields.filter((field) => QUOTABLE.has(field.type));
    if (query.trim() === "") return own;
    const all = workspace.items.flatMap((placed) => placed.item.fields);
    return all.filter((field) => QUOTABLE.has(field.type) && field.label.includes(query.trim())).slice(0, 20);
  }, [item, query, workspace]);
  return (
    <div className={classes.picker}>
      <div className={classes.pickerHead}>
        <span id="picker-label">插入数据</span>
        <TextInput
          size="xs"
          aria-label="查找数据（可引用其他条目的）"
          placeholder="查找，可引用其他条目的数据"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      <ul className={classes.tokens} aria-labelledby="picker-label">
        {fields.map((field) => (
          <Tokens key={field.key} field={field} onPick={onPick} />
        ))}
        {fields.length === 0 && (
          <li className={classes.noTokens}>{query ? "没有找到" : "本条没有数据，可查找其他条目的"}</li>
        )}
      </ul>
    </div>
  );
}

function Tokens({ field, onPick }: { field: Field; onPick: TokenPickerProps["onPick"] }) {
  const lookup = useLookup();
  const value = lookup.value(field.key);
  if (field.type === "stages") return <StageTokens field={field} onPick={onPick} />;
  const compared = field.type === "number" && field.prior !== undefined ? COMPARED : [];
  return (
    <li className={classes.tokenGroup}>
      <button type="button" className={classes.token} onClick={() => onPick(field.key)}>
        {field.label}
        <b>{isAnswered(field, value) ? displayValue(field, value) : "待填"}</b>
      </button>
      {compared.map((aspect) => (
        <button
          key={aspect}
          type="button"
          className={classes.token}
          title={`${field.label}·${aspect}`}
          onClick={() => onPick(field.key, aspect)}
        >
          {aspect}
          <b>{aspectText(field, value, aspect) ?? "—"}</b>
        </button>
      ))}
    </li>
  );
}

/** The cells of a stage table that have a figure; the table as a whole says nothing in a sentence. */
function StageTokens({ field, onPick }: { field: FieldOf<"stages">; onPick: TokenPickerProps["onPick"] }) {
  const lookup = useLookup();
  const value = lookup.value(field.key);
  const places = [...field.stages, { key: TOTAL, label: TOTAL }].flatMap(({ key, label }) =>
    GUARDED.flatMap((measure) => {
      const path = `${key}.${MEASURE_NAMES[measure]}`;
      const text = stageText(field, value, path);
      return text.ok && text.value !== undefined
        ? [{ path, name: label + MEASURE_NAMES[measure], text: text.value }]
        : [];
    }),
  );
  return (
    <li className={classes.tokenGroup}>
      {places.length === 0 && <span className={classes.noTokens}>{field.label}尚未填写</span>}
      {places.map(({ path, name, text }) => (
        <button key={path} type="button" className={classes.token} onClick={() => onPick(field.key, path)}>
          {name}
          <b>{text}</b>
        </button>
      ))}
    </li>
  );
}

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/builder/builder.module.css";
import { FieldSelect } from "#app/features/builder/field-select.tsx";
import { useFields } from "#app/features/builder/use-fields.ts";
import { type Preset, writePreset } from "#core/builder/presets.ts";
import type { Field } from "#core/field/definition.ts";
import type { Result } from "#core/result.ts";

type WrittenResult = ReturnType<typeof writePreset>;
export type Written = WrittenResult extends Result<infer Value, string> ? Value : never;

export interface PresetFormProps {
  kind: Preset["kind"];
  /** what the rule says now, where it is of this kind */
  preset: Preset | undefined;
  /** the item's own fields */
  own: readonly Field[];
  onWrite: (written: Written) => void;
}

/** What people choose: every part as text, empty while it is open. */
interface Parts {
  field: string;
  than: string;
  parts: readonly string[];
  part: string;
  whole: string;
  places: string;
  condition: string;
  is: string;
}

const NOTHING: Parts = { field: "", than: "", parts: [], part: "", whole: "", places: "2", condition: "", is: "" };

function partsOf(preset: Preset | undefined): Parts {
  if (!preset) return NOTHING;
  const { field } = preset;
  switch (preset.kind) {
    case "not-below-prior":
      return { ...NOTHING, field };
    case "at-least":
    case "at-most":
      return { ...NOTHING, field, than: preset.than };
    case "sum":
      return { ...NOTHING, field, parts: preset.parts };
    case "share":
      return { ...NOTHING, field, part: preset.part, whole: preset.whole, places: String(preset.places) };
    case "required-if": {
      const is = "yes" in preset.is ? String(preset.is.yes) : preset.is.option;
      return { ...NOTHING, field, condition: preset.condition, is };
    }
  }
}

/** undefined = something is still open */
function presetOf(kind: Preset["kind"], parts: Parts, fields: ReadonlyMap<string, Field>): Preset | undefined {
  const { field, than, part, whole, places, condition, is } = parts;
  if (field === "") return undefined;
  switch (kind) {
    case "not-below-prior":
      return { kind, field };
    case "at-least":
    case "at-most":
      return than === "" ? undefined : { kind, field, than };
    case "sum":
      return parts.parts.length < 2 ? undefined : { kind, field, parts: [...parts.parts] };
    case "share":
      return part === "" || whole === "" ? undefined : { kind, field, part, whole, places: Number(places) };
    case "required-if": {
      if (condition === "" || is === "") return undefined;
      const yes = fields.get(condition)?.type === "yesno";
      return { kind, field, condition, is: yes ? { yes: is === "true" } : { option: is } };
    }
  }
}

/** A rule without programming: choose the figures that it speaks of. It is written as soon as nothing is open. */
export function PresetForm({ kind, preset, own, onWrite }: PresetFormProps) {
  const fields = useFields();
  const [parts, setParts] = useState(() => partsOf(preset));
  const [fault, setFault] = useState<string>();
  const change = (some: Partial<Parts>): void => {
    const next = { ...parts, ...some };
    setParts(next);
    const made = presetOf(kind, next, fields);
    const written = made && writePreset(made, (key) => fields.get(key));
    setFault(written && !written.ok ? written.error : undefined);
    if (written?.ok) onWrite(written.value);
  };
  const choose = (name: "field" | "part" | "whole" | "condition", label: string, of: (field: Field) => boolean) => (
    <FieldSelect label={label} value={parts[name]} own={own} of={of} onChange={(key) => change({ [name]: key })} />
  );
  return (
    <div className={classes.preset}>
      {choose(
        "field",
        kind === "required-if" ? "必填的数据项" : "数据项",
        kind === "required-if" ? isFillable : isNumber,
      )}
      {(kind === "at-least" || kind === "at-most") && (
        <TextInput
          label={kind === "at-least" ? "不低于" : "不高于"}
          description="数字，或另一数据项的名称"
          value={parts.than}
          onChange={(event) => change({ than: event.currentTarget.value.trim() })}
        />
      )}
      {kind === "share" && (
        <>
          {choose("part", "部分", isNumber)}
          {choose("whole", "总数", isNumber)}
          <NativeSelect
            label="小数位数"
            value={parts.places}
            data={["0", "1", "2", "3", "4"]}
            onChange={(event) => change({ places: event.currentTarget.value })}
          />
        </>
      )}
      {kind === "sum" && <SumParts own={own} fields={fields} parts={parts} onChange={change} />}
      {kind === "required-if" && (
        <>
          {choose("condition", "若", ({ type }) => type === "yesno" || type === "choice")}
          <NativeSelect
            label="为"
            value={parts.is}
            data={[{ value: "", label: "请选择" }, ...answersOf(fields.get(parts.condition))]}
            onChange={(event) => change({ is: event.currentTarget.value })}
          />
        </>
      )}
      {fault && (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const isNumber = ({ type }: Field): boolean => type === "number";
const isFillable = ({ type }: Field): boolean =>
  ["number", "text", "paragraph", "date", "choice", "yesno"].includes(type);

function answersOf(field: Field | undefined): { value: string; label: string }[] {
  if (field?.type === "choice") return field.options.map(({ key, label }) => ({ value: key, label }));
  return field?.type === "yesno"
    ? [
        { value: "true", label: "是" },
        { value: "false", label: "否" },
      ]
    : [];
}

interface SumPartsProps {
  own: readonly Field[];
  fields: ReadonlyMap<string, Field>;
  parts: Parts;
  onChange: (some: Partial<Parts>) => void;
}

/** Figures of the item, and whatever else the rule already adds up. */
function SumParts({ own: fieldsOfItem, fields, parts, onChange }: SumPartsProps) {
  const own = fieldsOfItem.map(({ key }) => key);
  const keys = [...own, ...parts.parts.filter((key) => !own.includes(key))];
  const offered = keys.flatMap((key) => {
    const field = fields.get(key);
    return field?.type === "number" && key !== parts.field ? [field] : [];
  });
  return (
    <fieldset className={classes.group}>
      <legend>各部分</legend>
      <div className={classes.checks}>
        {offered.map(({ key, label }) => (
          <Checkbox
            key={key}
            size="xs"
            label={label}
            checked={parts.parts.includes(key)}
            onChange={(event) =>
              onChange({
                parts: event.currentTarget.checked ? [...parts.parts, key] : parts.parts.filter((each) => each !== key),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

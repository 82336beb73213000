import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { memo, useState } from "react";
import type { z } from "zod";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { GrowingText } from "#app/features/builder/growing-text.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { sameProps } from "#app/features/builder/same-props.ts";
import { type Address, addressPath, type EditFault } from "#core/builder/edit.ts";
import { propertyText } from "#core/builder/property-text.ts";

export type Json = z.core.util.JSONType;

export interface PropertyOf {
  at: Address;
  name: string;
  label: string;
  description?: string;
  /** the input has a name in the row or head that it stands in */
  bare?: boolean;
}

/** Sets one property; typing in one control is one step of undo. Returns why it is refused. */
export function useSet(at: Address): (name: string, value: Json) => string | undefined {
  const store = useDraftStore();
  return (name, value) => {
    const place = `${at.kind} ${addressPath(at)} ${name}`;
    return reason(name, store.edit({ kind: "set", at, patch: { [name]: value } }, place));
  };
}

/** The property is named by the control itself. */
function reason(name: string, fault: EditFault | undefined): string | undefined {
  const named = `${propertyText(name)}：`;
  return fault?.message.startsWith(named) ? fault.message.slice(named.length) : fault?.message;
}

/** What was typed and refused stays until it is put right, or the value is changed otherwise. */
export function useTyped(value: string, write: (text: string) => string | undefined) {
  const [refused, setRefused] = useState<{ text: string; over: string; message: string }>();
  const held = refused?.over === value ? refused : undefined;
  return {
    text: held?.text ?? value,
    error: held?.message,
    type: (text: string) => {
      const message = write(text);
      setRefused(message === undefined ? undefined : { text, over: value, message });
    },
  };
}

interface TextPropertyProps extends PropertyOf {
  value: string | undefined;
  /** an empty text takes the property away */
  optional?: boolean;
  lines?: number;
  placeholder?: string;
  width?: number;
  /** what is stored for a text; undefined = the text itself */
  read?: (text: string) => Json;
  numeric?: boolean;
}

export const TextProperty = memo(
  function TextProperty({ at, name, label, value = "", optional, lines, read, numeric, ...rest }: TextPropertyProps) {
    const set = useSet(at);
    const { text, error, type } = useTyped(value, (typed) =>
      set(name, typed === "" && optional ? null : (read?.(typed) ?? typed)),
    );
    const { description, bare, placeholder, width } = rest;
    const common = {
      id: propertyId(at, name),
      ...(bare ? { "aria-label": label } : { label }),
      ...(description === undefined ? {} : { description }),
      ...(placeholder === undefined ? {} : { placeholder }),
      ...(width === undefined ? {} : { maw: width }),
      value: text,
      error,
      onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => type(event.currentTarget.value),
    };
    return lines ? (
      <GrowingText lines={lines} {...common} />
    ) : (
      <TextInput {...(numeric ? { inputMode: "decimal" } : {})} {...common} />
    );
  },
  sameProps<TextPropertyProps>,
);

/** A whole number; what is none is refused in words. */
export const wholeNumber = (text: string): Json => (/^-?\d{1,6}$/.test(text.trim()) ? Number(text) : text);

interface FlagPropertyProps extends PropertyOf {
  value: boolean | undefined;
  /** what is stored when it is not ticked */
  off?: false | null;
}

export const FlagProperty = memo(
  function FlagProperty({ at, name, label, description, value, off = false }: FlagPropertyProps) {
    const store = useDraftStore();
    return (
      <Checkbox
        id={propertyId(at, name)}
        label={label}
        {...(description === undefined ? {} : { description })}
        checked={value ?? false}
        onChange={(event) =>
          store.edit({ kind: "set", at, patch: { [name]: event.currentTarget.checked ? true : off } })
        }
      />
    );
  },
  sameProps<FlagPropertyProps>,
);

export interface ChoicePropertyProps extends PropertyOf {
  value: string | undefined;
  /** "" = takes the property away */
  options: readonly { value: string; label: string }[];
  /** another property, a list, that does not hold what is chosen here */
  leaves?: { name: string; list: readonly string[] };
  width?: number;
}

export const ChoiceProperty = memo(
  function ChoiceProperty({
    at,
    name,
    label,
    description,
    bare,
    value = "",
    options,
    leaves,
    width,
  }: ChoicePropertyProps) {
    const store = useDraftStore();
    const known = options.some((option) => option.value === value);
    return (
      <NativeSelect
        id={propertyId(at, name)}
        {...(bare ? { "aria-label": label } : { label })}
        {...(description === undefined ? {} : { description })}
        {...(width === undefined ? {} : { maw: width })}
        value={value}
        data={known ? [...options] : [...options, { value, label: `${value}（已不存在）` }]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const rest = leaves?.list.includes(chosen) && {
            [leaves.name]: leaves.list.filter((each) => each !== chosen),
          };
          store.edit({ kind: "set", at, patch: { [name]: chosen === "" ? null : chosen, ...(rest || {}) } });
        }}
      />
    );
  },
  sameProps<ChoicePropertyProps>,
);

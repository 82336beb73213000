import { Textarea } from "@mantine/core";
import { useId, useRef, useState } from "react";
import classes from "#app/features/builder/builder.module.css";
import { useSet, useTyped } from "#app/features/builder/properties.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { useFields } from "#app/features/builder/use-fields.ts";
import { type Completion, complete } from "#core/builder/completion.ts";
import type { Address } from "#core/builder/edit.ts";
import type { FieldTypeName } from "#core/field/definition.ts";
import { analyse } from "#core/rule/grammar.ts";
import type { Item } from "#core/template/schema.ts";

export interface ExpressionEditorProps {
  at: Address;
  name: "expect" | "when";
  label: string;
  value: string;
  optional?: boolean;
  typeOf: (name: string) => FieldTypeName | undefined;
  item: Item;
}

/** An expression with proposals in Chinese names, and its fault underlined where it is. */
export function ExpressionEditor({ at, name, label, value, optional, typeOf, item }: ExpressionEditorProps) {
  const set = useSet(at);
  const { text, error, type } = useTyped(value, (typed) => set(name, typed === "" && optional ? null : typed));
  const area = useRef<HTMLTextAreaElement>(null);
  const { proposals, active, keys, look, take, close } = useProposals(area, item, type);
  const list = useId();
  const fault = faultOf(text, typeOf);
  return (
    <div className={classes.expression}>
      <Textarea
        ref={area}
        id={propertyId(at, name)}
        label={label}
        autosize
        minRows={1}
        spellCheck={false}
        classNames={{ input: classes.code ?? "" }}
        value={text}
        error={error ?? fault?.message}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={list}
        {...(proposals.length > 0 ? { "aria-activedescendant": `${list}-${active}` } : {})}
        onChange={(event) => {
          type(event.currentTarget.value);
          look();
        }}
        onKeyDown={keys}
        onBlur={close}
      />
      {fault && fault.to > fault.from && <Marked text={text} from={fault.from} to={fault.to} />}
      <div
        id={list}
        role="listbox"
        aria-label="可用的名称和函数"
        className={classes.proposals}
        hidden={proposals.length === 0}
      >
        {proposals.map((each, index) => (
          <div
            key={each.insert}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault();
              take(each);
            }}
          >
            <code>{each.insert}</code>
            <span>{each.detail}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function faultOf(text: string, typeOf: ExpressionEditorProps["typeOf"]) {
  if (text.trim() === "") return undefined;
  const read = analyse(text, typeOf);
  if (!read.ok) return read.error;
  const [unknown] = read.value.unknown;
  if (unknown === undefined) return undefined;
  const from = text.indexOf(unknown);
  return { from, to: from + unknown.length, message: `没有名为“${unknown}”的数据项` };
}

function Marked({ text, from, to }: { text: string; from: number; to: number }) {
  return (
    <p className={classes.marked}>
      第{from + 1}—{to}字：
      <code>
        {text.slice(0, from)}
        <mark>{text.slice(from, to)}</mark>
        {text.slice(to)}
      </code>
    </p>
  );
}

const SHOWN = 8;

/** Proposals while one types: ↑↓ choose, Enter or Tab takes, Escape closes, Ctrl+Space asks. */
function useProposals(area: React.RefObject<HTMLTextAreaElement | null>, item: Item, type: (text: string) => void) {
  const fields = useFields();
  const [found, setFound] = useState<{ from: number; options: Completion[] }>();
  const [active, setActive] = useState(0);
  const close = (): void => setFound(undefined);
  const look = (): void => {
    requestAnimationFrame(() => {
      const input = area.current;
      if (!input) return;
      const own = new Set(item.fields.map(({ key }) => key));
      const all = [...item.fields, ...[...fields.values()].filter(({ key }) => !own.has(key))];
      const next = complete(input.value, input.selectionStart, all);
      setFound({ from: next.from, options: next.options.slice(0, SHOWN) });
      setActive(0);
    });
  };
  const take = ({ insert }: Completion): void => {
    const input = area.current;
    if (!input || !found) return;
    const text = input.value.slice(0, found.from) + insert + input.value.slice(input.selectionStart);
    type(text);
    close();
    const cursor = found.from + insert.length;
    requestAnimationFrame(() => input.setSelectionRange(cursor, cursor));
  };
  const proposals = found?.options ?? [];
  const keys = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.ctrlKey && event.key === " ") look();
    else if (proposals.length === 0) return;
    else if (event.key === "ArrowDown") setActive((active + 1) % proposals.length);
    else if (event.key === "ArrowUp") setActive((active + proposals.length - 1) % proposals.length);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "Tab") {
      const chosen = proposals[active];
      if (chosen) take(chosen);
    } else return;
    event.preventDefault();
  };
  return { proposals, active, keys, look, take, close };
}

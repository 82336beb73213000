import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Workspace } from "#app/data/workspace.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { type Step, UndoStack } from "#app/features/item-form/undo-stack.ts";
import type { ItemFormValues } from "#app/features/item-form/use-item-form.ts";
import { focusField } from "#app/ui/focus-field.ts";
import type { Item } from "#core/template/schema.ts";

type Value = ItemFormValues[string] | undefined;

/** They outlive the form: one may look at another item and come back. */
const stacks = new WeakMap<Workspace, Map<string, UndoStack<Value>>>();

function stackOf(workspace: Workspace, itemKey: string): UndoStack<Value> {
  const known = stacks.get(workspace) ?? new Map<string, UndoStack<Value>>();
  stacks.set(workspace, known);
  const stack = known.get(itemKey) ?? new UndoStack<Value>();
  known.set(itemKey, stack);
  return stack;
}

export interface Undo {
  /** the label of the field that the next step is in; undefined = nothing to do */
  undoLabel: string | undefined;
  redoLabel: string | undefined;
  undo: () => void;
  redo: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Undoes changes of the item's fields one after the other, also after they were saved: an undo is a new edit. */
export function useUndo(item: Item, form: UseFormReturn<ItemFormValues>, readOnly: boolean): Undo {
  const workspace = useWorkspace();
  const stack = stackOf(workspace, item.key);
  const [next, setNext] = useState(stack.next);
  const quiet = useRef(false);

  useEffect(() => {
    const last = new Map<string, Value>(item.fields.map(({ key }) => [key, structuredClone(form.getValues(key))]));
    return form.subscribe({
      formState: { values: true },
      callback: ({ name = "", values, type }) => {
        const key = name.split(".")[0] ?? "";
        if (!last.has(key)) return;
        const before = last.get(key);
        const after = structuredClone(values[key]);
        last.set(key, after);
        // a value that was set, not typed, is somebody else's, unless rows of a list were added or moved
        const typed = type === "change" || Array.isArray(after);
        if (quiet.current || !typed) return;
        stack.record({ key, before, after }, name, performance.now());
        setNext(stack.next);
      },
    });
  }, [form, item, stack]);

  const apply = (step: Step<Value> | undefined, value: Value): void => {
    setNext(stack.next);
    if (!step || value === undefined) return;
    quiet.current = true;
    form.setValue(step.key, value);
    quiet.current = false;
    focusField(step.key);
  };
  const current = (key: string): Value => form.getValues(key);
  const undo = () => {
    const step = stack.undo(current);
    apply(step, step?.before);
  };
  const redo = () => {
    const step = stack.redo(current);
    apply(step, step?.after);
  };
  const label = (key: string | undefined) => item.fields.find((field) => field.key === key)?.label;
  return {
    undoLabel: readOnly ? undefined : label(next.undo),
    redoLabel: readOnly ? undefined : label(next.redo),
    undo,
    redo,
    onKeyDown: (event) => {
      const key = event.key.toLowerCase();
      if (readOnly || !(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    },
  };
}

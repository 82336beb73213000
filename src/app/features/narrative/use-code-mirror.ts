import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from "@codemirror/commands";
import { EditorState, type Extension, Transaction } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Workspace } from "#app/data/workspace.ts";
import { useExternalChanges, useLookup, useWorkspace } from "#app/data/workspace-context.tsx";
import { refreshChips, tokenChips } from "#app/features/narrative/token-chips.ts";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { cleanPaste } from "#core/paste/clean-paste.ts";
import { changeOf, locate } from "#core/rule/place.ts";

export interface CodeMirrorOptions {
  itemKey: string;
  readOnly: boolean;
  handle: RefObject<ProseHandle | undefined>;
}

export interface MountedEditor {
  host: RefObject<HTMLDivElement | null>;
  canUndo: boolean;
  canRedo: boolean;
}

/** Mounts the editor once; what is typed goes to the workspace, only text that was changed from elsewhere comes back. */
export function useCodeMirror({ itemKey, readOnly, handle }: CodeMirrorOptions): MountedEditor {
  const workspace = useWorkspace();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const lookup = useLookup();
  const externalChanges = useExternalChanges(itemKey);
  const [steps, setSteps] = useState({ canUndo: false, canRedo: false });

  useEffect(() => {
    if (!host.current) return;
    const count = ({ state }: { state: EditorState }) => {
      const next = { canUndo: undoDepth(state) > 0, canRedo: redoDepth(state) > 0 };
      setSteps((known) => (known.canUndo === next.canUndo && known.canRedo === next.canRedo ? known : next));
    };
    const created = new EditorView({
      parent: host.current,
      state: openState(workspace, itemKey, [
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        EditorView.editable.of(!readOnly),
        EditorView.contentAttributes.of({ "aria-label": "正文", "aria-multiline": "true", spellcheck: "false" }),
        placeholder("在此撰写正文；数字请用下方的数据标签引用，改数据时文中自动更新"),
        tokenChips(workspace.lookup),
        ...(readOnly ? [] : [EditorView.domEventHandlers({ paste: pasteClean })]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          count(update);
          if (!update.transactions.some((each) => each.isUserEvent("external")))
            write(workspace, itemKey, update.state);
        }),
      ]),
    });
    count(created);
    view.current = created;
    handle.current = {
      insert: (text) => {
        created.dispatch(created.state.replaceSelection(text));
        created.focus();
      },
      replaceAll: (text) => {
        created.dispatch({ changes: { from: 0, to: created.state.doc.length, insert: text } });
        created.focus();
      },
      select: (place) => {
        const now = locate(created.state.doc.toString(), place);
        if (now) mark(created, now.start, now.end);
        return now !== undefined;
      },
      repair: (place, repair) => {
        const change = changeOf(created.state.doc.toString(), place, repair);
        if (!change || readOnly) return false;
        created.dispatch({ changes: change, userEvent: "input.repair" });
        mark(created, change.from, change.from + change.insert.length);
        return true;
      },
      undo: () => {
        undo(created);
        created.focus();
      },
      redo: () => {
        redo(created);
        created.focus();
      },
    };
    return () => {
      workspace.settle();
      leaveState(workspace, itemKey, created.state);
      created.destroy();
      view.current = undefined;
      handle.current = undefined;
    };
  }, [readOnly, itemKey, workspace, handle]);

  useEffect(() => {
    const current = view.current;
    if (!current || externalChanges === 0) return;
    const change = difference(current.state.doc.toString(), workspace.answer(itemKey).narrative ?? "");
    if (!change) return;
    // what others wrote is not this person's to undo
    current.dispatch({ changes: change, userEvent: "external", annotations: Transaction.addToHistory.of(false) });
  }, [externalChanges, itemKey, workspace]);

  useEffect(() => {
    view.current?.dispatch({ effects: refreshChips.of(lookup) });
  }, [lookup]);

  return { host, ...steps };
}

function mark(view: EditorView, from: number, to: number): void {
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

/** The text is read from the editor's state when it is wanted: while one types, not at every key. */
function write(workspace: Workspace, itemKey: string, state: EditorState): void {
  workspace.editLater(itemKey, ({ narrative: _, ...others }) => {
    const text = state.doc.toString();
    return text.trim() === "" ? others : { ...others, narrative: text };
  });
}

/** Word puts a picture of the text beside it: the text is meant. */
function pasteClean(event: ClipboardEvent, view: EditorView): boolean {
  const data = event.clipboardData;
  const text = cleanPaste({ html: data?.getData("text/html"), plain: data?.getData("text/plain") });
  if (text === "") return false;
  event.preventDefault();
  event.stopPropagation();
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
  return true;
}

/** The one stretch that has to change, so that the caret and what can be undone stay where they are. */
function difference(from: string, to: string): { from: number; to: number; insert: string } | undefined {
  if (from === to) return undefined;
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { from: head, to: from.length - tail, insert: to.slice(head, to.length - tail) };
}

/** Editors that were left, with what could be undone in them. */
const left = new WeakMap<Workspace, Map<string, { text: string; json: unknown }>>();
const FIELDS = { history: historyField };

function leaveState(workspace: Workspace, itemKey: string, state: EditorState): void {
  const known = left.get(workspace) ?? new Map<string, { text: string; json: unknown }>();
  known.set(itemKey, { text: state.doc.toString(), json: state.toJSON(FIELDS) });
  left.set(workspace, known);
}

function openState(workspace: Workspace, itemKey: string, extensions: Extension[]): EditorState {
  const doc = workspace.answer(itemKey).narrative ?? "";
  const before = left.get(workspace)?.get(itemKey);
  if (before?.text === doc) return EditorState.fromJSON(before.json, { extensions }, FIELDS);
  return EditorState.create({ doc, extensions });
}

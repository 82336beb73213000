import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";
import type { Workspace } from "#app/data/workspace.ts";
import { useExternalChanges, useLookup, useWorkspace } from "#app/data/workspace-context.tsx";
import { refreshChips, tokenChips } from "#app/features/narrative/token-chips.ts";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { changeOf, locate } from "#core/rule/place.ts";

export interface CodeMirrorOptions {
  itemKey: string;
  readOnly: boolean;
  handle: RefObject<ProseHandle | undefined>;
}

/** Mounts the editor once; what is typed goes to the workspace, only text that was changed from elsewhere comes back. */
export function useCodeMirror({ itemKey, readOnly, handle }: CodeMirrorOptions): RefObject<HTMLDivElement | null> {
  const workspace = useWorkspace();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const lookup = useLookup();
  const externalChanges = useExternalChanges(itemKey);

  useEffect(() => {
    if (!host.current) return;
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: workspace.answer(itemKey).narrative ?? "",
        extensions: [
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.editable.of(!readOnly),
          EditorView.contentAttributes.of({ "aria-label": "正文", "aria-multiline": "true", spellcheck: "false" }),
          placeholder("在此撰写正文；数字请用下方的数据标签引用，改数据时文中自动更新"),
          tokenChips(workspace.lookup),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((each) => each.isUserEvent("external")))
              write(workspace, itemKey, update.state.doc.toString());
          }),
        ],
      }),
    });
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
    };
    return () => {
      created.destroy();
      view.current = undefined;
      handle.current = undefined;
    };
  }, [readOnly, itemKey, workspace, handle]);

  useEffect(() => {
    const current = view.current;
    const narrative = workspace.answer(itemKey).narrative ?? "";
    if (!current || externalChanges === 0 || current.state.doc.toString() === narrative) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: narrative }, userEvent: "external" });
  }, [externalChanges, itemKey, workspace]);

  useEffect(() => {
    view.current?.dispatch({ effects: refreshChips.of(lookup) });
  }, [lookup]);

  return host;
}

function mark(view: EditorView, from: number, to: number): void {
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

function write(workspace: Workspace, itemKey: string, text: string): void {
  const { narrative: _, ...others } = workspace.answer(itemKey);
  workspace.edit(itemKey, text.trim() === "" ? others : { ...others, narrative: text });
}

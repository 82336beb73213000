import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";
import { useContent } from "#app/data/workspace-context.tsx";
import { refreshChips, tokenChips } from "#app/features/narrative/token-chips.ts";
import type { Lookup } from "#core/narrative/resolve.ts";

export interface EditorHandle {
  insert: (text: string) => void;
  replaceAll: (text: string) => void;
}

export interface CodeMirrorOptions {
  value: string;
  onChange: (text: string) => void;
  readOnly: boolean;
  externalChanges: number;
  lookup: Lookup;
  handle: RefObject<EditorHandle | undefined>;
}

/** Mounts the editor once; afterwards React only hands it text that was changed from elsewhere. */
export function useCodeMirror(options: CodeMirrorOptions): RefObject<HTMLDivElement | null> {
  const { value, readOnly, externalChanges, lookup, handle } = options;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(options);
  latest.current = options;
  const content = useContent();

  useEffect(() => {
    if (!host.current) return;
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.editable.of(!readOnly),
          EditorView.contentAttributes.of({ "aria-label": "正文", "aria-multiline": "true", spellcheck: "false" }),
          placeholder("在此撰写正文；数字请用下方的数据标签引用，改数据时文中自动更新"),
          tokenChips(lookup),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((each) => each.isUserEvent("external")))
              latest.current.onChange(update.state.doc.toString());
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
    };
    return () => {
      created.destroy();
      view.current = undefined;
      handle.current = undefined;
    };
  }, [readOnly, lookup, handle]);

  useEffect(() => {
    const current = view.current;
    if (!current || externalChanges === 0 || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value }, userEvent: "external" });
  }, [externalChanges, value]);

  useEffect(() => {
    if (content) view.current?.dispatch({ effects: refreshChips.of(null) });
  }, [content]);

  return host;
}

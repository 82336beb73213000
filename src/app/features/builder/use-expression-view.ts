import { defaultKeymap } from "@codemirror/commands";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from "@codemirror/view";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { afterPaint } from "#app/data/after-paint.ts";
import type { ExpressionMark } from "#core/builder/expression-faults.ts";

type Attributes = Record<string, string>;

export interface ExpressionViewOptions {
  text: string;
  /** offsets into `read`: the text as it was a moment ago */
  faults: readonly ExpressionMark[];
  read: string;
  /** of the element that is written in */
  attributes: Attributes;
  onText: (text: string) => void;
  /** something was typed, or proposals were asked for */
  onLook: (text: string, at: number, asked: boolean) => void;
  /** whether the key was taken */
  onKey: (key: string) => boolean;
  onLeave: () => void;
}

/** What others may do with the open editor. */
export interface ExpressionView {
  replace: (from: number, to: number, text: string) => void;
  select: (from: number, to: number) => void;
}

const setAttributes = StateEffect.define<Attributes>();
const attributesOf = StateField.define<Attributes>({
  create: () => ({}),
  update: (value, { effects }) => effects.findLast((effect) => effect.is(setAttributes))?.value ?? value,
  provide: (field) => EditorView.contentAttributes.from(field),
});

/** Something is missing here. */
class Gap extends WidgetType {
  override eq(): boolean {
    return true;
  }
  override toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = "cm-gap";
    sign.ariaHidden = "true";
    return sign;
  }
}
const GAP = Decoration.widget({ widget: new Gap(), side: 1 });
const WRONG = Decoration.mark({ class: "cm-wrong" });

const setFaults = StateEffect.define<readonly ExpressionMark[]>();
const faultsOf = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { effects, changes, newDoc }) => {
    const faults = effects.findLast((effect) => effect.is(setFaults))?.value;
    if (!faults) return marks.map(changes);
    const end = newDoc.length;
    const ranges = faults.map(({ from, to }) =>
      to > from && from < end ? WRONG.range(from, Math.min(to, end)) : GAP.range(Math.min(from, end)),
    );
    return Decoration.set(ranges, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Mounts the editor once. Undo is the draft's own: what is typed goes there at once, and comes back from there. */
export function useExpressionView(
  host: RefObject<HTMLDivElement | null>,
  options: ExpressionViewOptions,
): ExpressionView {
  const latest = useRef(options);
  const mounted = useRef<EditorView>(undefined);
  useLayoutEffect(() => {
    latest.current = options;
  });
  useLayoutEffect(() => {
    if (!host.current) return;
    const view = new EditorView({ parent: host.current, state: stateOf(latest) });
    mounted.current = view;
    return () => view.destroy();
  }, [host]);

  const { text, faults, read, attributes } = options;
  const said = JSON.stringify(attributes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: attributes that say the same are the same
  useLayoutEffect(() => {
    mounted.current?.dispatch({ effects: setAttributes.of(attributes) });
  }, [said]);
  useLayoutEffect(() => {
    const view = mounted.current;
    if (!view) return;
    const before = view.state.doc.toString();
    // while characters are composed the text is the input method's
    if (before !== text && !view.composing)
      view.dispatch({
        changes: { from: 0, to: before.length, insert: text },
        selection: { anchor: caretIn(view, text) },
      });
  }, [text]);
  useEffect(() => {
    const view = mounted.current;
    if (view && view.state.doc.toString() === read) view.dispatch({ effects: setFaults.of(faults) });
  }, [faults, read]);

  return useMemo(
    () => ({
      replace: (from, to, insert) => {
        const view = mounted.current;
        view?.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + insert.length },
          userEvent: "input.complete",
        });
        view?.focus();
      },
      select: (from, to) => {
        mounted.current?.dispatch({ selection: { anchor: from, head: Math.max(from, to) }, scrollIntoView: true });
        mounted.current?.focus();
      },
    }),
    [],
  );
}

/** The caret stays behind what it stood behind where the text before it is the same. */
function caretIn({ state }: EditorView, text: string): number {
  const { head } = state.selection.main;
  return text.startsWith(state.sliceDoc(0, head)) ? head : Math.min(head, text.length);
}

function stateOf(latest: RefObject<ExpressionViewOptions>): EditorState {
  let stopLooking: () => void = () => undefined;
  const look = (view: EditorView, asked: boolean): void => {
    stopLooking();
    // the character is seen first
    stopLooking = afterPaint(() => {
      const { main } = view.state.selection;
      if (main.empty && view.hasFocus) latest.current.onLook(view.state.doc.toString(), main.head, asked);
    });
  };
  const pressed = (event: KeyboardEvent, view: EditorView): boolean => {
    if (event.isComposing || view.composing) return false;
    if (event.ctrlKey && event.key === " ") look(view, true);
    else if (event.ctrlKey || event.metaKey || event.altKey || !latest.current.onKey(event.key)) return false;
    event.preventDefault();
    return true;
  };
  return EditorState.create({
    doc: latest.current.text,
    extensions: [
      attributesOf.init(() => latest.current.attributes),
      faultsOf,
      EditorView.lineWrapping,
      Prec.high(EditorView.domEventHandlers({ keydown: pressed, blur: () => latest.current.onLeave() })),
      keymap.of(defaultKeymap),
      EditorView.updateListener.of(({ docChanged, state, view, transactions }) => {
        if (!docChanged) return;
        const text = state.doc.toString();
        if (text !== latest.current.text) latest.current.onText(text);
        if (transactions.some((each) => each.isUserEvent("input.complete"))) latest.current.onLeave();
        else if (transactions.some((each) => each.isUserEvent("input") || each.isUserEvent("delete")))
          look(view, false);
      }),
    ],
  });
}

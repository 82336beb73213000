import { type EditorState, type Extension, type Range, StateEffect } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import classes from "#app/features/narrative/narrative.module.css";
import { type Lookup, resolveToken } from "#core/narrative/resolve.ts";
import { parseNarrative } from "#core/narrative/tokens.ts";

/** Asks the chips to be drawn again from data that changed. */
export const refreshChips = StateEffect.define<Lookup>();

class Chip extends WidgetType {
  readonly text: string;
  readonly kind: string;
  readonly title: string;

  constructor(text: string, kind: string, title: string) {
    super();
    this.text = text;
    this.kind = kind;
    this.title = title;
  }

  override eq(other: Chip): boolean {
    return other.text === this.text && other.kind === this.kind && other.title === this.title;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement("span");
    chip.className = classes.chip ?? "";
    chip.dataset.run = this.kind;
    chip.title = this.title;
    chip.textContent = this.text;
    return chip;
  }
}

/** The chips between two places of the text; no token goes over the end of a line. */
function draw(state: EditorState, lookup: Lookup, from = 0, to = state.doc.length): Range<Decoration>[] {
  return parseNarrative(state.doc.sliceString(from, to)).flatMap((segment) => {
    if (segment.kind !== "token") return [];
    const run = resolveToken(segment, lookup);
    const label = lookup.field(segment.field)?.label ?? segment.field;
    const place = segment.aspect ?? segment.path;
    const title = place ? `${label}·${place}` : label;
    const widget = new Chip(run.text, run.kind, title);
    const at = from + segment.from;
    return [Decoration.replace({ widget }).range(at, at + segment.raw.length)];
  });
}

/** Only the paragraphs that were changed are read again: it happens at every key. */
function redraw(chips: DecorationSet, { changes, state }: ViewUpdate, lookup: Lookup): DecorationSet {
  let drawn = chips.map(changes);
  changes.iterChangedRanges((_from, _to, start, end) => {
    const [filterFrom, filterTo] = [state.doc.lineAt(start).from, state.doc.lineAt(end).to];
    const add = draw(state, lookup, filterFrom, filterTo);
    drawn = drawn.update({ filterFrom, filterTo, filter: () => false, add });
  });
  return drawn;
}

/** `{{教育支出}}` is shown as a chip with the figure itself; the caret steps over it as over one character. */
export function tokenChips(initial: Lookup): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      lookup = initial;
      chips: DecorationSet;

      constructor(view: EditorView) {
        this.chips = Decoration.set(draw(view.state, this.lookup));
      }

      update(update: ViewUpdate) {
        const effects = update.transactions.flatMap((each) => each.effects);
        const refresh = effects.findLast((effect) => effect.is(refreshChips));
        if (refresh) this.lookup = refresh.value;
        if (refresh) this.chips = Decoration.set(draw(update.state, this.lookup));
        else if (update.docChanged) this.chips = redraw(this.chips, update, this.lookup);
      }
    },
    {
      decorations: (value) => value.chips,
      provide: (self) => EditorView.atomicRanges.of((view) => view.plugin(self)?.chips ?? Decoration.none),
    },
  );
  return plugin;
}

import { type Extension, RangeSetBuilder, StateEffect } from "@codemirror/state";
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

function draw(view: EditorView, lookup: Lookup): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const segment of parseNarrative(view.state.doc.toString())) {
    if (segment.kind !== "token") continue;
    const run = resolveToken(segment, lookup);
    const label = lookup.field(segment.field)?.label ?? segment.field;
    const place = segment.aspect ?? segment.path;
    const title = place ? `${label}·${place}` : label;
    const widget = new Chip(run.text, run.kind, title);
    builder.add(segment.from, segment.from + segment.raw.length, Decoration.replace({ widget }));
  }
  return builder.finish();
}

/** `{{教育支出}}` is shown as a chip with the figure itself; the caret steps over it as over one character. */
export function tokenChips(initial: Lookup): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      lookup = initial;
      chips: DecorationSet;

      constructor(view: EditorView) {
        this.chips = draw(view, this.lookup);
      }

      update(update: ViewUpdate) {
        const effects = update.transactions.flatMap((each) => each.effects);
        const refresh = effects.findLast((effect) => effect.is(refreshChips));
        if (refresh) this.lookup = refresh.value;
        if (update.docChanged || refresh) this.chips = draw(update.view, this.lookup);
      }
    },
    {
      decorations: (value) => value.chips,
      provide: (self) => EditorView.atomicRanges.of((view) => view.plugin(self)?.chips ?? Decoration.none),
    },
  );
  return plugin;
}

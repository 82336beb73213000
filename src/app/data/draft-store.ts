import type { DraftSaveState } from "#app/data/draft-saver.ts";
import type { Shelf } from "#app/data/shelf.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit, EditFault } from "#core/builder/edit.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import { type History, historyOf, perform, redo, undo } from "#core/builder/history.ts";
import type { Conflict, Rebased } from "#core/builder/rebase.ts";
import type { Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";

/** After a pause what is typed in the same place is a step of its own. */
const PAUSE_MS = 1200;

export interface DraftStoreDeps {
  /** milliseconds; only differences count */
  now: () => number;
}

/** `edits` brought `draft` about; absent = it is another draft now */
export type DraftListener = (draft: Draft, edits: readonly Edit[] | undefined) => void;

/**
 * The open draft of a checklist. Components subscribe to nodes of it: what an edit does not touch stays the same object,
 * so that a keystroke draws only what it changes.
 */
export class DraftStore {
  readonly id: string;
  #history: History;
  #saveState: DraftSaveState;
  #faults: { of: Draft; found: readonly BuilderFault[] } | undefined;
  #conflicts: readonly Conflict[] = [];
  /** takes back, in this order, those of one's own edits that went on top of somebody else's */
  #backwards: readonly Edit[] = [];
  #refusal: EditFault | undefined;
  #shelf: Shelf = "keeps";
  #typing: { place: string; turn: number; at: number } = { place: "", turn: 0, at: 0 };
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #followers = new Set<DraftListener>();

  constructor(id: string, draft: Draft, saveState: DraftSaveState, deps: DraftStoreDeps) {
    this.id = id;
    this.#history = historyOf(draft);
    this.#saveState = saveState;
    this.#now = deps.now;
  }

  get draft(): Draft {
    return this.#history.draft;
  }
  get template(): Template {
    return this.#history.draft.template;
  }
  get saveState(): DraftSaveState {
    return this.#saveState;
  }
  /** undefined = not checked yet */
  get faults(): readonly BuilderFault[] | undefined {
    return this.#faults?.found;
  }
  /** the remarks are those of an earlier state: it is being checked again */
  get rechecking(): boolean {
    return this.#faults !== undefined && this.#faults.of !== this.draft;
  }
  get conflicts(): readonly Conflict[] {
    return this.#conflicts;
  }
  /** why the last edit was not made */
  get refusal(): EditFault | undefined {
    return this.#refusal;
  }
  get shelf(): Shelf {
    return this.#shelf;
  }
  /** what undo would take back, and redo do again */
  get undoable(): Edit | undefined {
    return this.#history.done.at(-1)?.edit;
  }
  get redoable(): Edit | undefined {
    return this.#history.undone.at(-1)?.edit;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told of every edit in its order: what saves and what checks. */
  follow(listener: DraftListener): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** Makes an edit; `place` = it is typed there, and joins what was typed there just before. */
  edit(edit: Edit, place?: string): EditFault | undefined {
    const fault = this.#take(perform(this.#history, edit, place === undefined ? undefined : this.#group(place)), edit);
    // what is typed is refused where it is typed
    if (place !== undefined) this.dismissRefusal();
    return fault;
  }

  undo(): void {
    const step = this.#history.done.at(-1);
    const result = undo(this.#history);
    if (step && result) this.#take(result, step.inverse);
    this.#typing = { ...this.#typing, place: "" };
  }

  redo(): void {
    const step = this.#history.undone.at(-1);
    const result = redo(this.#history);
    if (step && result) this.#take(result, step.edit);
    this.#typing = { ...this.#typing, place: "" };
  }

  #take(result: Result<History, EditFault>, edit: Edit): EditFault | undefined {
    this.#refusal = result.ok ? undefined : result.error;
    if (result.ok) {
      this.#history = result.value;
      for (const follower of this.#followers) follower(this.draft, [edit]);
    }
    this.#notify();
    return result.ok ? undefined : result.error;
  }

  #group(place: string): string {
    const at = this.#now();
    const goesOn = this.#typing.place === place && at - this.#typing.at < PAUSE_MS;
    this.#typing = { place, turn: goesOn ? this.#typing.turn : this.#typing.turn + 1, at };
    return `${place} ${this.#typing.turn}`;
  }

  /** Somebody else's edits came in between: earlier steps may not fit any more, so that undo begins anew. */
  rebased({ draft, conflicts, inverses }: Pick<Rebased, "draft" | "conflicts" | "inverses">): void {
    this.#history = historyOf(draft);
    this.#backwards = [...inverses].reverse();
    this.#conflicts = [...this.#conflicts, ...conflicts];
    for (const follower of this.#followers) follower(draft, undefined);
    this.#notify();
  }

  /** Makes an edit after all that had met somebody else's. */
  insist(conflict: Conflict): void {
    if (this.edit(conflict.edit)) return;
    this.#conflicts = this.#conflicts.filter((each) => each !== conflict);
    this.#notify();
  }

  /** Whether giving way would take anything back. */
  get ownSince(): boolean {
    return this.#backwards.length > 0 || this.#history.done.length > 0;
  }

  /** Takes back what one has done on top of the other editor's work; it is saved like any other edit. */
  giveWay(): void {
    for (let left = this.#history.done.length; left > 0; left -= 1) this.undo();
    for (const edit of this.#backwards) this.edit(edit);
    this.dismissConflicts();
  }

  dismissConflicts(): void {
    this.#conflicts = [];
    this.#backwards = [];
    this.#notify();
  }

  dismissRefusal(): void {
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#notify();
  }

  setSaveState(state: DraftSaveState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#saveState)) return;
    this.#saveState = state;
    this.#notify();
  }

  setFaults(faults: readonly BuilderFault[]): void {
    this.#faults = { of: this.draft, found: faults };
    this.#notify();
  }

  setShelf(shelf: Shelf): void {
    if (shelf === this.#shelf) return;
    this.#shelf = shelf;
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

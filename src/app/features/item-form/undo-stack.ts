import { same } from "#core/answer/canonical.ts";

/** One change of one field, as the form holds its value. */
export interface Step<T> {
  key: string;
  before: T;
  after: T;
}

/** Keys in quick succession in one place are one step. */
const BURST_MS = 1000;
const MOST_STEPS = 200;

/**
 * What can be undone in a form, field by field. A step whose field has changed otherwise since is passed over: undoing
 * it would undo what somebody else wrote.
 */
export class UndoStack<T> {
  #past: Step<T>[] = [];
  #future: Step<T>[] = [];
  #last = { place: "", at: Number.NEGATIVE_INFINITY };

  /** `place` tells parts of a field apart (now, prior, a row), `at` is in milliseconds. */
  record(step: Step<T>, place: string, at: number): void {
    if (same(step.before, step.after)) return;
    const top = this.#past.at(-1);
    const goesOn = top?.key === step.key && this.#last.place === place && at - this.#last.at < BURST_MS;
    if (goesOn && this.#future.length === 0) this.#past[this.#past.length - 1] = { ...top, after: step.after };
    else this.#past.push(step);
    this.#future = [];
    this.#last = { place, at };
    if (this.#past.length > MOST_STEPS) this.#past.shift();
  }

  /** The field and the value that it gets back. `current` = what the form holds now. */
  undo(current: (key: string) => T): Step<T> | undefined {
    return this.#move(this.#past, this.#future, (step) => same(current(step.key), step.after));
  }

  redo(current: (key: string) => T): Step<T> | undefined {
    return this.#move(this.#future, this.#past, (step) => same(current(step.key), step.before));
  }

  get next(): { undo: string | undefined; redo: string | undefined } {
    return { undo: this.#past.at(-1)?.key, redo: this.#future.at(-1)?.key };
  }

  #move(from: Step<T>[], to: Step<T>[], fits: (step: Step<T>) => boolean): Step<T> | undefined {
    this.#last = { place: "", at: Number.NEGATIVE_INFINITY };
    for (let step = from.pop(); step; step = from.pop())
      if (fits(step)) {
        to.push(step);
        return step;
      }
    return undefined;
  }
}

import type { KeptEdits } from "#app/data/draft-outbox.ts";
import type { Draft } from "#core/builder/draft.ts";

export type LateEntry = Pick<KeptEdits, "revision" | "from" | "since" | "sent" | "unsent">;

interface LateKeeperDeps {
  put: (entry: LateEntry, base: Draft | undefined) => Promise<void>;
  /** runs `task` once the next picture stands; returns its cancellation */
  afterPaint: (task: () => void) => () => void;
}

interface Waiting {
  entry: LateEntry;
  kept: (() => void)[];
  lost: ((reason: unknown) => void)[];
}

/** Writes to the browser's own store once what was typed is seen; of what waits together only the newest is written. */
export class LateKeeper {
  #waiting: Waiting | undefined;
  /** not written yet, and the revision that it is of; it outlives an entry that need not be written any more */
  #base: { of: number | undefined; draft: Draft } | undefined;
  #cancel: () => void = () => undefined;
  readonly #deps: LateKeeperDeps;

  constructor(deps: LateKeeperDeps) {
    this.#deps = deps;
  }

  /** `base` = the draft that the entry's edits begin on, where it is not kept yet. Resolves when the entry is kept. */
  keep(entry: LateEntry, base: Draft | undefined): Promise<void> {
    const before = this.#waiting;
    if (base) this.#base = { of: entry.from, draft: base };
    if (!before) this.#cancel = this.#deps.afterPaint(() => this.settle());
    return new Promise((kept, lost) => {
      this.#waiting = {
        entry,
        kept: [...(before?.kept ?? []), kept],
        lost: [...(before?.lost ?? []), lost],
      };
    });
  }

  /** Writes what waits now: the page may be gone before the next picture. */
  settle(): void {
    const waiting = this.#waiting;
    this.#drop();
    if (!waiting) return;
    const base = this.#base?.of === waiting.entry.from ? this.#base?.draft : undefined;
    this.#base = undefined;
    this.#deps.put(waiting.entry, base).then(
      () => {
        for (const kept of waiting.kept) kept();
      },
      (reason: unknown) => {
        for (const lost of waiting.lost) lost(reason);
      },
    );
  }

  /** The server has everything: what waits is not written any more. */
  release(): void {
    const kept = this.#waiting?.kept ?? [];
    this.#drop();
    for (const each of kept) each();
  }

  #drop(): void {
    this.#cancel();
    this.#waiting = undefined;
  }
}

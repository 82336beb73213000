import type { OutboxEntry } from "#app/data/outbox.ts";

export type KeptEdit = Pick<OutboxEntry, "revision" | "base" | "sent" | "sentKey" | "answer" | "key">;

export interface KeeperDeps {
  /**
   * keeps an edit on this machine until it is confirmed; rejects when the browser has no room for it.
   * `durable` = on the disk itself, not only with the operating system
   */
  keep: (entry: KeptEdit, durable: boolean) => Promise<void>;
  /** removes the item's edit if it is still this one */
  release: (key: string) => Promise<void>;
}

/** Keeps the newest unconfirmed state of one item in the browser's own store, and knows whether it is there yet. */
export class Keeper {
  #newest: string | undefined;
  #written: string | undefined;
  readonly #writing = new Set<Promise<void>>();
  readonly #deps: KeeperDeps;
  readonly #onChange: () => void;

  constructor(deps: KeeperDeps, onChange: () => void) {
    this.#deps = deps;
    this.#onChange = onChange;
  }

  /** Whether the newest state would survive a crash now. */
  get kept(): boolean {
    return this.#newest === undefined || this.#newest === this.#written;
  }

  /** Hands the edit over at once: the store keeps the order, and what it was given outlives the page. */
  keep(entry: KeptEdit, durable: boolean): void {
    this.#newest = entry.key;
    const writing = this.#deps.keep(entry, durable).then(
      () => this.#wrote(entry.key),
      // who owns the store says why; this item only knows that it is not kept
      () => this.#wrote(undefined),
    );
    this.#writing.add(writing);
    void writing.then(() => this.#writing.delete(writing));
  }

  /** The server has it: nothing need be kept under this key any more. */
  release(key: string): void {
    if (this.#newest === key) this.#newest = undefined;
    // a store that cannot remove could not keep either, which has been said; what is left over merges to nothing
    void this.#deps.release(key).catch(() => undefined);
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing);
  }

  #wrote(key: string | undefined): void {
    this.#written = key;
    this.#onChange();
  }
}

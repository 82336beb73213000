import { z } from "zod";
import { CallError } from "#app/data/client.ts";
import {
  contentOf,
  type DraftFault,
  draftOf,
  EMPTY_DRAFT,
  sameContent,
  type VerdictDraft,
  verdictDraft,
} from "#app/data/verdict-draft.ts";
import { type Verdict, type VerdictContent, verdictContent } from "#core/review/verdict.ts";

const SETTLE_MS = 1200;
const RETRY_MS = 10_000;

/** A verdict on its way: sent once and not answered, so it goes again unchanged before anything newer. */
const sentVerdict = z.object({ base: z.int(), key: z.string(), itemHash: z.string(), content: verdictContent });
type SentVerdict = z.infer<typeof sentVerdict>;

/** What this machine keeps of an unsaved verdict. */
export const keptVerdict = z.object({
  format: z.literal(1),
  base: z.int(),
  itemHash: z.string(),
  points: z.string().nullable(),
  draft: verdictDraft,
  sent: sentVerdict.optional(),
});
export type KeptVerdict = z.infer<typeof keptVerdict>;

export type VerdictState =
  | { kind: "none" }
  | { kind: "saved"; at: string }
  /** kept here only: something is missing before it can be saved */
  | { kind: "incomplete"; faults: DraftFault[]; kept: boolean }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "waiting"; message: string; kept: boolean }
  /** the same person has decided otherwise on another page */
  | { kind: "stale"; theirs: Verdict }
  /** the item says something else by now: to be looked at before it is saved */
  | { kind: "other-text"; message: string }
  | { kind: "refused"; message: string };

export interface VerdictView {
  draft: VerdictDraft;
  state: VerdictState;
  saved: Verdict | undefined;
}

export interface VerdictPorts {
  send: (sent: SentVerdict) => Promise<Verdict>;
  /** the reader's own newest word */
  newest: () => Promise<Verdict | undefined>;
  /** undefined = nothing to keep any more; tells whether it was kept */
  keep: (kept: KeptVerdict | undefined) => boolean;
  /** runs a task later, unless cancelled */
  after: (ms: number, task: () => void) => () => void;
  newKey: () => string;
}

/** What the item is held against. */
export interface VerdictBasis {
  itemHash: string;
  points: string | null;
  own: Verdict | undefined;
}

/** Takes one reader's verdict on one item to the server, whatever the network does meanwhile. */
export class VerdictSaver {
  readonly #ports: VerdictPorts;
  readonly #listeners = new Set<() => void>();
  #basis: VerdictBasis;
  #base: number;
  #sent: SentVerdict | undefined;
  #view: VerdictView;
  #running: Promise<void> | undefined;
  #cancel: () => void = () => undefined;

  constructor(basis: VerdictBasis, ports: VerdictPorts, kept?: KeptVerdict) {
    this.#ports = ports;
    this.#basis = basis;
    this.#base = kept?.base ?? basis.own?.revision ?? 0;
    this.#sent = kept?.sent;
    const draft = kept?.draft ?? (basis.own ? draftOf(basis.own) : EMPTY_DRAFT);
    this.#view = { draft, saved: basis.own, state: { kind: "none" } };
    if (kept && kept.itemHash !== basis.itemHash && kept.sent === undefined) this.#show(otherText());
    else this.#show(this.#standing());
  }

  readonly view = (): VerdictView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The item was read anew. What is being written stays; what is not follows the server. */
  attach(read: VerdictBasis): void {
    // an answer that set out before the last save came back knows less than this page
    const own = (read.own?.revision ?? 0) < (this.#view.saved?.revision ?? 0) ? this.#view.saved : read.own;
    const moved = read.itemHash !== this.#basis.itemHash;
    const clean = !this.#dirty();
    this.#basis = { ...read, own };
    if (this.#running || this.#sent) return;
    this.#view = { ...this.#view, saved: own };
    if (clean) {
      this.#base = own?.revision ?? 0;
      this.#view = { ...this.#view, draft: own ? draftOf(own) : EMPTY_DRAFT };
      this.#show(this.#standing());
    } else if (moved) this.#show(otherText());
  }

  edit(draft: VerdictDraft): void {
    this.#view = { ...this.#view, draft };
    const { kind } = this.#view.state;
    this.#keep();
    if (kind === "stale" || kind === "other-text") {
      this.#tell();
      return;
    }
    if (!this.#running) this.#show(this.#standing());
    this.#later(SETTLE_MS);
  }

  /** Back to what the server has. */
  revert(): void {
    if (this.#running) return;
    const { saved } = this.#view;
    this.#sent = undefined;
    this.#base = saved?.revision ?? 0;
    this.#view = { ...this.#view, draft: saved ? draftOf(saved) : EMPTY_DRAFT };
    this.#keep();
    this.#show(this.#standing());
  }

  /** Of two words of the same reader the one on this page stands. */
  keepMine(): Promise<void> {
    const { state } = this.#view;
    if (state.kind === "stale") {
      this.#base = state.theirs.revision;
      this.#view = { ...this.#view, saved: state.theirs };
    }
    return this.confirm();
  }

  takeTheirs(): void {
    const { state } = this.#view;
    if (state.kind !== "stale") return;
    this.#view = { ...this.#view, saved: state.theirs };
    this.revert();
  }

  /** The reader stands by the verdict on the text as it is now. */
  async confirm(): Promise<void> {
    this.#show({ kind: "unsaved" });
    await this.flush(true);
  }

  /** Saves now what can be saved; resolves when it is saved or cannot be. */
  async flush(again = false): Promise<void> {
    this.#cancel();
    if (this.#running) {
      await this.#running;
      return this.flush(again);
    }
    const { kind } = this.#view.state;
    if (kind === "stale" || kind === "other-text") return;
    this.#running = this.#run(again);
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  async #run(again: boolean): Promise<void> {
    let forced = again;
    for (;;) {
      const next = this.#sent ?? this.#next(forced);
      if (next === undefined) return this.#show(this.#standing());
      forced = false;
      this.#sent = next;
      this.#keep();
      this.#show({ kind: "saving" });
      try {
        this.#took(await this.#ports.send(next));
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (!(await this.#failed(error, next))) return;
      }
    }
  }

  /** What has to be sent; undefined = nothing, or it is not complete. */
  #next(forced: boolean): SentVerdict | undefined {
    const content = contentOf(this.#view.draft, this.#basis.points);
    if (!content.ok || (!forced && !this.#dirty())) return undefined;
    return { base: this.#base, key: this.#ports.newKey(), itemHash: this.#basis.itemHash, content: content.value };
  }

  #took(saved: Verdict): void {
    this.#sent = undefined;
    this.#base = saved.revision;
    this.#view = { ...this.#view, saved };
    this.#keep();
  }

  /** Whether to go on at once. */
  async #failed(error: CallError, sent: SentVerdict): Promise<boolean> {
    switch (error.code) {
      case "offline":
      case "unreadable":
      case "session.required":
      case "store.unavailable":
        this.#wait(error.message);
        return false;
      case "verdict.stale":
        return this.#overtaken(sent);
      case "review.other-text":
        this.#sent = undefined;
        this.#keep();
        this.#show({ kind: "other-text", message: error.message });
        return false;
      default: {
        this.#sent = undefined;
        this.#keep();
        this.#show({ kind: "refused", message: error.saying(error.body?.details?.[0]?.message ?? error.said) });
        return false;
      }
    }
  }

  async #overtaken(sent: SentVerdict): Promise<boolean> {
    try {
      const theirs = await this.#ports.newest();
      this.#sent = undefined;
      if (theirs === undefined) this.#base = 0;
      else if (sameContent(theirs, sent.content)) this.#took(theirs);
      else {
        this.#keep();
        this.#show({ kind: "stale", theirs });
        return false;
      }
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#wait(error.message);
      return false;
    }
  }

  #wait(message: string): void {
    this.#show({ kind: "waiting", message, kept: this.#keep() });
    this.#later(RETRY_MS);
  }

  #later(ms: number): void {
    this.#cancel();
    this.#cancel = this.#ports.after(ms, () => void this.flush());
  }

  #dirty(): boolean {
    const { draft, saved } = this.#view;
    const content = contentOf(draft, this.#basis.points);
    if (saved === undefined) return JSON.stringify(draft) !== JSON.stringify(EMPTY_DRAFT);
    return !content.ok || !sameContent(content.value, plain(saved));
  }

  #standing(): VerdictState {
    const { draft, saved } = this.#view;
    if (!this.#dirty()) return saved ? { kind: "saved", at: saved.at } : { kind: "none" };
    const content = contentOf(draft, this.#basis.points);
    return content.ok ? { kind: "unsaved" } : { kind: "incomplete", faults: content.error, kept: this.#keep() };
  }

  #keep(): boolean {
    if (!this.#dirty() && this.#sent === undefined) return this.#ports.keep(undefined);
    const { itemHash, points } = this.#basis;
    const { draft } = this.#view;
    return this.#ports.keep({
      format: 1,
      base: this.#base,
      itemHash,
      points,
      draft,
      ...(this.#sent === undefined ? {} : { sent: this.#sent }),
    });
  }

  #show(state: VerdictState): void {
    this.#view = { ...this.#view, state };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const otherText = (): VerdictState => ({
  kind: "other-text",
  message: "区县已修改本条内容，请核对后再保存结论",
});

const plain = ({ verdict, score, deductions, opinion, agenda }: VerdictContent): VerdictContent => ({
  verdict,
  score,
  deductions,
  opinion,
  agenda,
});

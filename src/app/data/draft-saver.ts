import { CallError } from "#app/data/client.ts";
import type { KeptEdits } from "#app/data/draft-outbox.ts";
import type { SaveState } from "#app/data/save-state.ts";
import { applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { sameProperties } from "#core/builder/history.ts";
import { type Rebased, rebase } from "#core/builder/rebase.ts";

export type DraftSaveState = Exclude<SaveState, { kind: "conflict" }>;
export type SendOutcome =
  | { kind: "saved"; revision: number; savedAt: string }
  /** somebody else saved in between: the draft as it is now */
  | { kind: "stale"; revision: number; draft: Draft };

export interface DraftSaverDeps {
  /** rejects with CallError */
  send: (base: number, edits: readonly Edit[], key: string) => Promise<SendOutcome>;
  /** keeps what is not confirmed on this machine; rejects when the browser keeps nothing */
  keep: (
    entry: Pick<KeptEdits, "revision" | "from" | "since" | "sent" | "unsent">,
    base: Draft | undefined,
  ) => Promise<void>;
  /** everything is confirmed; `left` = and the page is left, so that the draft need not be kept either */
  release: (left: boolean) => Promise<void>;
  newKey: () => string;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  onState: (state: DraftSaveState) => void;
  /** the draft with my edits put onto those of somebody else */
  onRebased: (rebased: Rebased) => void;
}

const QUIET_MS = 600;
const PASSING: ReadonlySet<CallError["code"]> = new Set(["offline", "server.fault", "store.unavailable", "store.full"]);
const LOCKED: ReadonlySet<CallError["code"]> = new Set(["access.denied", "resource.not-found"]);
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];
/** what the server takes at once */
const MOST_AT_ONCE = 200;
/** then the draft is kept anew: edits would be the larger part */
const MOST_SINCE = 400;

/**
 * Saves the edits of one draft in their order. Framework-free: network, timers and storage are injected. One request is
 * under way at a time. What was sent without an answer goes again, unchanged, before anything newer.
 */
export class DraftSaver {
  #revision: number;
  #base: Draft;
  #sent: { key: string; edits: Edit[] } | undefined;
  #unsent: Edit[] = [];
  #state: DraftSaveState;
  #sending: Promise<void> | undefined;
  #cancel: () => void = () => undefined;
  #failures = 0;
  #retired = false;
  #kept = true;
  /** the draft that this machine keeps is of this revision, and these were confirmed since: it is large, edits are small */
  #keptBase: number | undefined;
  #since: Edit[] = [];
  #writing = 0;
  readonly #deps: DraftSaverDeps;

  constructor(stored: { revision: number; draft: Draft; savedAt: string }, deps: DraftSaverDeps) {
    this.#revision = stored.revision;
    this.#base = stored.draft;
    this.#state = { kind: "saved", at: stored.savedAt };
    this.#deps = deps;
  }

  get state(): DraftSaveState {
    return this.#state;
  }

  get saved(): boolean {
    return this.#sent === undefined && this.#unsent.length === 0;
  }

  /** Whether closing the page now would lose something. */
  get unsafe(): boolean {
    return !this.saved && !this.#kept;
  }

  edit(edit: Edit): void {
    if (this.#retired) return;
    const last = this.#unsent.at(-1);
    const again = last?.kind === "set" && edit.kind === "set" && sameProperties(last, edit);
    this.#unsent = [...this.#unsent.slice(0, again ? -1 : undefined), edit];
    this.#keep();
    this.#enter(this.#sending ? { kind: "saving" } : { kind: "unsaved" });
    if (!this.#sending) this.#schedule(QUIET_MS);
  }

  /** What this machine kept from an earlier visit. The draft is as the person left it. */
  restore({ entry, base }: { entry: KeptEdits; base: Draft }): void {
    const left = rebase(base, [...(entry.sent?.edits ?? []), ...entry.unsent], base);
    const whole = left.conflicts.length === 0;
    this.#revision = entry.revision;
    this.#base = base;
    this.#sent = whole ? entry.sent : undefined;
    this.#unsent = whole ? entry.unsent : left.edits;
    // from now on it is this page's own
    this.#keptBase = undefined;
    this.#keep();
    this.#deps.onRebased(left);
    this.#enter({ kind: "unsaved" });
    this.#schedule(0);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Somebody else's work came in while nothing of mine was under way. */
  receive(revision: number, draft: Draft): void {
    if (!this.saved || this.#sending || revision <= this.#revision) return;
    this.#revision = revision;
    this.#base = draft;
    this.#keptBase = undefined;
    this.#deps.onRebased({ draft, edits: [], inverses: [], conflicts: [] });
  }

  /** Sends what there is now; resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    this.#cancel();
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  /** Gives up what is not saved: what the server has stands. Nothing is sent from here any more. */
  async giveUp(): Promise<void> {
    this.retire();
    await this.#sending;
    this.#sent = undefined;
    this.#unsent = [];
    await this.#deps.release(true);
  }

  /** Another page goes on with what this machine keeps. */
  retire(): void {
    this.#retired = true;
    this.#cancel();
    if (this.saved) void this.#deps.release(true).catch(() => undefined);
  }

  async #send(): Promise<void> {
    while (!this.saved && !this.#retired) {
      if (!this.#sent) {
        this.#sent = { key: this.#deps.newKey(), edits: this.#unsent.slice(0, MOST_AT_ONCE) };
        this.#unsent = this.#unsent.slice(MOST_AT_ONCE);
        this.#keep();
      }
      this.#enter({ kind: "saving" });
      const { edits, key } = this.#sent;
      try {
        this.#arrived(await this.#deps.send(this.#revision, edits, key));
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        this.#failed(error);
        return;
      }
    }
  }

  #arrived(outcome: SendOutcome): void {
    this.#failures = 0;
    const mine = this.#sent?.edits ?? [];
    this.#sent = undefined;
    if (outcome.kind === "saved") {
      this.#base = withEdits(this.#base, mine);
      this.#since = joinedSets([...this.#since, ...mine]);
    } else {
      const rebased = rebase(this.#base, [...mine, ...this.#unsent], outcome.draft);
      this.#base = outcome.draft;
      this.#unsent = rebased.edits;
      this.#keptBase = undefined;
      this.#deps.onRebased(rebased);
    }
    this.#revision = outcome.revision;
    if (this.#since.length > MOST_SINCE) this.#keptBase = undefined;
    if (this.saved) void this.#deps.release(false).catch(() => undefined);
    else this.#keep();
    const at = outcome.kind === "saved" ? outcome.savedAt : null;
    this.#enter(this.saved ? { kind: "saved", at } : { kind: "saving" });
  }

  #failed({ code, message }: CallError): void {
    if (code === "session.required" || code === "session.changed") this.#wait("session", message);
    else if (PASSING.has(code)) {
      this.#wait("network", message);
      this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000);
      this.#failures += 1;
    } else this.#enter({ kind: LOCKED.has(code) ? "locked" : "refused", message });
  }

  #wait(reason: "network" | "session", message: string): void {
    this.#enter({ kind: "waiting", reason, message, kept: this.#kept });
  }

  #keep(): void {
    const base = this.#keptBase === undefined ? this.#base : undefined;
    if (base) this.#since = [];
    this.#keptBase ??= this.#revision;
    this.#kept = false;
    this.#writing += 1;
    const turn = this.#writing;
    const entry = {
      revision: this.#revision,
      from: this.#keptBase,
      since: this.#since,
      unsent: this.#unsent,
      ...(this.#sent ? { sent: this.#sent } : {}),
    };
    this.#deps.keep(entry, base).then(
      () => this.#wrote(turn, true),
      () => {
        this.#keptBase = undefined;
        this.#wrote(turn, false);
      },
    );
  }

  #wrote(turn: number, kept: boolean): void {
    if (turn !== this.#writing) return;
    this.#kept = kept;
    if (this.#state.kind === "waiting") this.#enter({ ...this.#state, kept });
  }

  #schedule(ms: number): void {
    this.#cancel();
    if (!this.#retired) this.#cancel = this.#deps.later(() => void this.flush(), ms);
  }

  #enter(state: DraftSaveState): void {
    this.#state = state;
    this.#deps.onState(state);
  }
}

/** Of the same properties set again and again the last counts. */
const joinedSets = (edits: readonly Edit[]): Edit[] =>
  edits.filter((edit, index) => {
    const next = edits[index + 1];
    return !(edit.kind === "set" && next?.kind === "set" && sameProperties(edit, next));
  });

/** Edits that have been applied before: they fit, or the draft is another one than it was taken for. */
function withEdits(draft: Draft, edits: readonly Edit[]): Draft {
  return edits.reduce((now, edit) => {
    const applied = applyEdit(now, edit);
    if (!applied.ok) throw new Error(`an edit that had been applied does not fit: ${applied.error.path}`);
    return applied.value.draft;
  }, draft);
}

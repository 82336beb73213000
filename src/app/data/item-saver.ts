import { CallError } from "#app/data/client.ts";
import { Keeper, type KeeperDeps, type KeptEdit } from "#app/data/keeper.ts";
import type { PlaceState, SaveState } from "#app/data/save-state.ts";
import type { Answer } from "#core/answer/answer.ts";
import { same } from "#core/answer/canonical.ts";
import { type Choices, type Conflict, changedPaths, decide, mergeAnswers, sameAnswer } from "#core/answer/merge.ts";
import type { StaleAnswer } from "#core/api/error.ts";
import type { Field } from "#core/field/definition.ts";

export interface SaverDeps extends KeeperDeps {
  /** the item's fields: what they are decides how two versions of them merge */
  fields: readonly Field[];
  /** resolves with the new revision, rejects with CallError */
  send: (base: number, answer: Answer, key: string) => Promise<{ revision: number; savedAt: string }>;
  newKey: () => string;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  onState: (state: SaveState) => void;
  /** the answer changed otherwise than by this person's edit */
  onAnswer: (answer: Answer) => void;
}

export interface StoredState {
  revision: number;
  answer: Answer;
  savedAt: string | null;
}

const QUIET_MS = 600;
/** failures that pass by themselves: the same save is tried again */
const PASSING: ReadonlySet<CallError["code"]> = new Set([
  "offline",
  "request.too-slow",
  "server.fault",
  "store.unavailable",
  "store.full",
]);
const LOCKED: ReadonlySet<CallError["code"]> = new Set([
  "item.locked",
  "submission.frozen",
  "access.denied",
  "resource.not-found",
]);
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];

/**
 * Saves one item. Framework-free: network, timers and storage are injected. One request is under way at a time;
 * what is typed meanwhile goes with the next. A stale save is merged place by place and sent again; only what both
 * sides changed differently waits for a person.
 */
export class ItemSaver {
  #base: Answer;
  #revision: number;
  #current: Answer;
  #state: SaveState;
  #key: string | undefined;
  /** sent, but no answer came: the server may have it, so exactly this goes again before anything newer */
  #unacknowledged: { answer: Answer; key: string } | undefined;
  #sending: Promise<void> | undefined;
  #cancel: () => void = () => undefined;
  #failures = 0;
  #retired = false;
  readonly #touched = new Set<Conflict["path"]>();
  readonly #keeper: Keeper;
  readonly #deps: SaverDeps;

  constructor(stored: StoredState, deps: SaverDeps) {
    this.#revision = stored.revision;
    this.#base = stored.answer;
    this.#current = stored.answer;
    this.#state = { kind: "saved", at: stored.savedAt };
    this.#deps = deps;
    this.#keeper = new Keeper(deps, () => this.#keptChanged());
  }

  get state(): SaveState {
    return this.#state;
  }

  get answer(): Answer {
    return this.#current;
  }

  /** The newest one that this page knows of. */
  get revision(): number {
    return this.#revision;
  }

  get dirty(): boolean {
    return !sameAnswer(this.#current, this.#base);
  }

  /** Whether closing the page now would lose something. */
  get unsafe(): boolean {
    return !this.#keeper.kept && (this.dirty || this.#unacknowledged !== undefined);
  }

  /** The state of one place; cheap enough to be asked at every keystroke. */
  place(path: Conflict["path"]): PlaceState {
    const { kind } = this.#state;
    if (this.#state.kind === "conflict" && this.#state.conflicts.some((each) => each.path === path)) return "decide";
    if (!differs(this.#current, this.#base, path)) return this.#touched.has(path) ? "saved" : "untouched";
    if (kind === "conflict") return "held";
    if (kind === "waiting") return "waiting";
    return kind === "refused" || kind === "locked" ? "refused" : "saving";
  }

  /** What the server does not have yet. */
  get unsaved(): Conflict["path"][] {
    return changedPaths(this.#base, this.#current);
  }

  edit(answer: Answer): void {
    if (this.#retired) return;
    for (const path of places(answer, this.#current)) if (differs(answer, this.#current, path)) this.#touched.add(path);
    this.#current = answer;
    if (this.#state.kind === "conflict") {
      this.#keepCurrent();
      this.#stale(this.#state.stale);
      return;
    }
    if (!this.dirty && !this.#sending && !this.#unacknowledged) {
      this.#rest();
      return;
    }
    this.#keepCurrent();
    this.#enter(this.#sending ? { kind: "saving" } : { kind: "unsaved" });
    this.#schedule(QUIET_MS);
  }

  /** What this machine kept from an earlier visit. What was sent without an answer goes again first, unchanged. */
  restore(entry: KeptEdit): void {
    this.#key = entry.key;
    if (entry.sent && entry.sentKey !== undefined) {
      this.#adopt(entry.revision, entry.base);
      this.#unacknowledged = { answer: entry.sent, key: entry.sentKey };
      this.#current = entry.answer;
    } else {
      const merged = mergeAnswers(entry.base, entry.answer, this.#base, this.#deps.fields);
      if (merged.ok && sameAnswer(merged.value, this.#base)) {
        this.#keeper.release(entry.key);
        return;
      }
      if (!merged.ok) this.#adopt(entry.revision, entry.base);
      this.#current = merged.ok ? merged.value : entry.answer;
    }
    for (const path of changedPaths(this.#base, this.#current)) this.#touched.add(path);
    this.#deps.onAnswer(this.#current);
    this.#enter({ kind: "unsaved" });
    this.#schedule(0);
  }

  /** A newer state of the server, learnt otherwise than by saving. */
  receive(stored: StoredState): void {
    const busy = this.#retired || this.#sending || this.#unacknowledged || this.#state.kind === "conflict";
    if (busy || stored.revision <= this.#revision) return;
    const merged = mergeAnswers(this.#base, this.#current, stored.answer, this.#deps.fields);
    // what needs a decision is asked when it is saved, with who changed it and when
    if (!merged.ok) return;
    const edited = this.dirty;
    this.#adopt(stored.revision, stored.answer);
    this.#current = merged.value;
    if (edited) this.#keepCurrent();
    this.#deps.onAnswer(merged.value);
    if (!this.dirty) this.#rest(stored.savedAt);
  }

  /** Sends what is pending now; resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    this.#cancel();
    while (this.#sending) await this.#sending;
    if ((this.dirty || this.#unacknowledged) && this.#state.kind !== "conflict") {
      this.#send();
      await this.#sending;
    }
  }

  resolve(choices: Choices): void {
    if (this.#state.kind !== "conflict") return;
    const { stale } = this.#state;
    const settled = decide({ base: stale.base, mine: this.#current, theirs: stale.theirs }, this.#deps.fields, choices);
    if (settled.ok) this.#takeMerged(stale, settled.value);
    else this.#enter({ kind: "conflict", conflicts: settled.error, stale });
  }

  /** The person gives the unsaved edit up: what the server has stands. */
  discard(): void {
    this.#cancel();
    this.#unacknowledged = undefined;
    this.#current = this.#base;
    this.#touched.clear();
    this.#deps.onAnswer(this.#current);
    this.#rest();
  }

  /** Another page takes over: nothing is sent from here any more; resolves when this machine has kept what was typed. */
  async retire(): Promise<void> {
    this.#cancel();
    this.#retired = true;
    await this.#keeper.settled();
  }

  #rest(at: string | null = null): void {
    this.#cancel();
    if (this.#key !== undefined) this.#keeper.release(this.#key);
    this.#key = undefined;
    this.#enter({ kind: "saved", at });
  }

  #keepCurrent(): void {
    this.#keepAs(this.#deps.newKey());
  }

  #keepAs(key: string): void {
    this.#key = key;
    const entry = { revision: this.#revision, base: this.#base, answer: this.#current, key };
    const sent = this.#unacknowledged;
    // while the server cannot be reached this copy is the only one: it has to outlive a power cut as well
    this.#keeper.keep(sent ? { ...entry, sent: sent.answer, sentKey: sent.key } : entry, this.#failures > 0);
  }

  #keptChanged(): void {
    const { kept } = this.#keeper;
    if (this.#state.kind === "waiting" && this.#state.kept !== kept) this.#enter({ ...this.#state, kept });
  }

  #adopt(revision: number, stored: Answer): void {
    this.#revision = revision;
    this.#base = stored;
    this.#unacknowledged = undefined;
  }

  #enter(state: SaveState): void {
    // the next character of a burst says nothing new
    if (state.kind === this.#state.kind && (state.kind === "unsaved" || state.kind === "saving")) return;
    this.#state = state;
    this.#deps.onState(state);
  }

  #schedule(ms: number): void {
    this.#cancel();
    this.#cancel = this.#deps.later(() => {
      if (!this.#sending) this.#send();
    }, ms);
  }

  #send(): void {
    if (this.#retired) return;
    if (!this.#unacknowledged) {
      this.#unacknowledged = { answer: this.#current, key: this.#key ?? this.#deps.newKey() };
      // a page that starts after a crash must know that this is on its way
      this.#keepAs(this.#unacknowledged.key);
    }
    const { answer, key } = this.#unacknowledged;
    this.#enter({ kind: "saving" });
    this.#sending = this.#deps
      .send(this.#revision, answer, key)
      .then(
        (saved) => this.#confirmed(answer, key, saved),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#sending = undefined;
      });
  }

  #confirmed(sent: Answer, key: string, saved: { revision: number; savedAt: string }): void {
    this.#failures = 0;
    this.#adopt(saved.revision, sent);
    this.#keeper.release(key);
    this.#settle(saved.savedAt, QUIET_MS);
  }

  #settle(savedAt: string, wait: number): void {
    if (!this.dirty) {
      this.#rest(savedAt);
      return;
    }
    this.#enter({ kind: "unsaved" });
    this.#schedule(wait);
  }

  #failed(error: unknown): void {
    if (!(error instanceof CallError)) {
      this.#enter({ kind: "refused", message: "程序出错，请刷新页面；修改已存在本机" });
      throw error;
    }
    if (error.body?.stale) this.#stale(error.body.stale);
    else if (error.code === "session.required" || error.code === "session.changed")
      this.#wait("session", error.message);
    else if (PASSING.has(error.code)) this.#retry(error.message);
    else this.#refused(error);
  }

  #wait(reason: "network" | "session", message: string): void {
    this.#enter({ kind: "waiting", reason, message, kept: this.#keeper.kept });
  }

  #retry(message: string): void {
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? QUIET_MS;
    this.#failures += 1;
    if (this.#failures === 1) this.#keepCurrent();
    this.#wait("network", message);
    this.#schedule(wait);
  }

  #refused(error: CallError): void {
    const refused = this.#unacknowledged?.answer;
    this.#unacknowledged = undefined;
    if (LOCKED.has(error.code)) {
      this.#enter({ kind: "locked", message: error.message });
      return;
    }
    const details = error.body?.details?.map((detail) => detail.message).join("；");
    this.#enter({ kind: "refused", message: details ? error.saying(details) : error.message });
    if (refused && !sameAnswer(refused, this.#current)) this.#schedule(QUIET_MS);
  }

  #stale(stale: StaleAnswer): void {
    this.#unacknowledged = undefined;
    const merged = mergeAnswers(stale.base, this.#current, stale.theirs, this.#deps.fields);
    if (merged.ok) this.#takeMerged(stale, merged.value);
    else this.#enter({ kind: "conflict", conflicts: merged.error, stale });
  }

  #takeMerged(stale: StaleAnswer, merged: Answer): void {
    this.#adopt(stale.revision, stale.theirs);
    this.#current = merged;
    this.#keepCurrent();
    this.#deps.onAnswer(merged);
    this.#settle(stale.savedAt, 0);
  }
}

/** Everything that either answer has, as paths. */
function places(a: Answer, b: Answer): Set<Conflict["path"]> {
  const of = ({ values, explanations }: Answer): Conflict["path"][] => [
    ...Object.keys(values).map((key) => `values.${key}` as const),
    ...Object.keys(explanations).map((key) => `explanations.${key}` as const),
  ];
  return new Set([...of(a), ...of(b), "narrative", "selfScore", "done"]);
}

const differs = (a: Answer, b: Answer, path: Conflict["path"]): boolean => !same(at(a, path), at(b, path));

function at(answer: Answer, path: Conflict["path"]): unknown {
  if (path === "narrative" || path === "selfScore" || path === "done") return answer[path];
  const dot = path.indexOf(".");
  return (path.startsWith("values.") ? answer.values : answer.explanations)[path.slice(dot + 1)];
}

import type { Answer } from "#core/answer/answer.ts";
import { type Choice, type Conflict, mergeAnswers, resolveConflicts, sameAnswer } from "#core/answer/merge.ts";
import type { StaleAnswer } from "#core/api/error.ts";
import { CallError } from "#app/data/client.ts";
import type { OutboxEntry } from "#app/data/outbox.ts";

export type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "waiting"; reason: "network" | "session"; message: string }
  | { kind: "conflict"; conflicts: Conflict[]; stale: StaleAnswer }
  | { kind: "refused"; message: string };

export interface SaverDeps {
  /** resolves with the new revision, rejects with CallError */
  send: (base: number, answer: Answer, key: string) => Promise<{ revision: number; savedAt: string }>;
  /** keeps an edit on this machine until it is confirmed; rejects when the browser has no room */
  keep: (entry: Pick<OutboxEntry, "revision" | "base" | "answer" | "key">) => Promise<void>;
  release: (key: string) => Promise<void>;
  newKey: () => string;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  onState: (state: SaveState) => void;
  /** the answer changed otherwise than by this person's edit */
  onAnswer: (answer: Answer) => void;
}

const QUIET_MS = 600;
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];

/**
 * Saves one item. Framework-free: network, timers and storage are injected. One request is under way at a time;
 * what is typed meanwhile goes with the next. A stale save is merged field by field and sent again; only what both
 * sides changed differently waits for a person.
 */
export class ItemSaver {
  #base: Answer;
  #revision: number;
  #current: Answer;
  #state: SaveState;
  #key: string | undefined;
  #sending: Promise<void> | undefined;
  #cancel: () => void = () => undefined;
  #failures = 0;
  readonly #deps: SaverDeps;

  constructor(revision: number, stored: Answer, savedAt: string | null, deps: SaverDeps) {
    this.#revision = revision;
    this.#base = stored;
    this.#current = stored;
    this.#state = { kind: "saved", at: savedAt };
    this.#deps = deps;
  }

  get state(): SaveState {
    return this.#state;
  }

  get answer(): Answer {
    return this.#current;
  }

  get dirty(): boolean {
    return !sameAnswer(this.#current, this.#base);
  }

  edit(answer: Answer): void {
    this.#current = answer;
    if (!this.dirty && !this.#sending) {
      this.#cancel();
      if (this.#key !== undefined) void this.#deps.release(this.#key);
      return this.#enter({ kind: "saved", at: null });
    }
    this.#key = this.#deps.newKey();
    const entry = { revision: this.#revision, base: this.#base, answer, key: this.#key };
    this.#deps.keep(entry).catch(() => {
      this.#enter({ kind: "refused", message: "本机浏览器空间不足，离线时的修改无法保留；请尽快联网保存并清理空间" });
    });
    if (this.#state.kind === "conflict") return;
    this.#enter(this.#sending ? { kind: "saving" } : { kind: "unsaved" });
    this.#schedule(QUIET_MS);
  }

  /** What this machine kept from an earlier visit. */
  restore(entry: Pick<OutboxEntry, "revision" | "base" | "answer" | "key">): void {
    const merged = mergeAnswers(entry.base, entry.answer, this.#base);
    if (merged.ok) {
      if (sameAnswer(merged.value, this.#base)) return void this.#deps.release(entry.key);
      this.#current = merged.value;
    } else {
      this.#base = entry.base;
      this.#revision = entry.revision;
      this.#current = entry.answer;
    }
    this.#key = entry.key;
    this.#deps.onAnswer(this.#current);
    this.#enter({ kind: "unsaved" });
    this.#schedule(0);
  }

  /** Sends what is pending now; resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    this.#cancel();
    while (this.#sending) await this.#sending;
    if (this.dirty && this.#state.kind !== "conflict") {
      this.#send();
      await this.#sending;
    }
  }

  resolve(choices: Readonly<Record<string, Choice>>): void {
    if (this.#state.kind !== "conflict") return;
    const { stale } = this.#state;
    const settled = resolveConflicts(stale.base, this.#current, stale.theirs, choices);
    this.#adopt(stale.revision, stale.theirs);
    this.#enter({ kind: "unsaved" });
    this.#deps.onAnswer(settled);
    this.edit(settled);
  }

  #adopt(revision: number, stored: Answer): void {
    this.#revision = revision;
    this.#base = stored;
  }

  #enter(state: SaveState): void {
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
    const sent = this.#current;
    const key = this.#key ?? this.#deps.newKey();
    this.#enter({ kind: "saving" });
    this.#sending = this.#deps
      .send(this.#revision, sent, key)
      .then(
        (saved) => this.#confirmed(sent, key, saved),
        (error: unknown) => this.#failed(error, sent),
      )
      .finally(() => {
        this.#sending = undefined;
      });
  }

  #confirmed(sent: Answer, key: string, saved: { revision: number; savedAt: string }): void {
    this.#failures = 0;
    this.#adopt(saved.revision, sent);
    void this.#deps.release(key);
    if (!this.dirty) return this.#enter({ kind: "saved", at: saved.savedAt });
    this.#enter({ kind: "unsaved" });
    this.#schedule(QUIET_MS);
  }

  #failed(error: unknown, sent: Answer): void {
    if (!(error instanceof CallError)) throw error;
    if (error.body?.stale) return this.#stale(error.body.stale);
    if (error.code === "session.required")
      return this.#enter({ kind: "waiting", reason: "session", message: "登录已过期，重新登录后自动保存" });
    if (error.code === "offline" || error.code === "server.fault" || error.code === "store.unavailable") {
      this.#enter({ kind: "waiting", reason: "network", message: error.message });
      const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? QUIET_MS;
      this.#failures += 1;
      return this.#schedule(wait);
    }
    const details = error.body?.details?.map((detail) => detail.message).join("；");
    this.#enter({ kind: "refused", message: details || error.message });
    if (!sameAnswer(sent, this.#current)) this.#schedule(QUIET_MS);
  }

  #stale(stale: StaleAnswer): void {
    const merged = mergeAnswers(stale.base, this.#current, stale.theirs);
    if (!merged.ok) return this.#enter({ kind: "conflict", conflicts: merged.error, stale });
    this.#adopt(stale.revision, stale.theirs);
    this.#current = merged.value;
    this.#key = this.#deps.newKey();
    this.#deps.onAnswer(merged.value);
    if (!this.dirty) return this.#enter({ kind: "saved", at: stale.savedAt });
    this.#enter({ kind: "unsaved" });
    this.#schedule(0);
  }
}

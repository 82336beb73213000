import { CallError } from "#app/data/client.ts";
import type { OutboxEntry } from "#app/data/outbox.ts";
import type { Answer } from "#core/answer/answer.ts";
import { type Choice, type Conflict, mergeAnswers, resolveConflicts, sameAnswer } from "#core/answer/merge.ts";
import type { StaleAnswer } from "#core/api/error.ts";
import { ok } from "#core/result.ts";

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
  keep: (entry: KeptEdit) => Promise<void>;
  release: (key: string) => Promise<void>;
  newKey: () => string;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  onState: (state: SaveState) => void;
  /** the answer changed otherwise than by this person's edit */
  onAnswer: (answer: Answer) => void;
}

export type KeptEdit = Pick<OutboxEntry, "revision" | "base" | "sent" | "answer" | "key">;

const QUIET_MS = 600;
/** failures that pass by themselves: the same save is tried again */
const PASSING: ReadonlySet<CallError["code"]> = new Set(["offline", "server.fault", "store.unavailable", "store.full"]);
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
  /** sent, but no answer came: the server may have it, so exactly this goes again before anything newer */
  #unacknowledged: { answer: Answer; key: string } | undefined;
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
    if (!this.dirty && !this.#sending && !this.#unacknowledged) {
      this.#cancel();
      if (this.#key !== undefined) void this.#deps.release(this.#key);
      this.#enter({ kind: "saved", at: null });
      return;
    }
    this.#key = this.#deps.newKey();
    this.#keep(this.#key);
    if (this.#state.kind === "conflict") return;
    this.#enter(this.#sending ? { kind: "saving" } : { kind: "unsaved" });
    this.#schedule(QUIET_MS);
  }

  /** What this machine kept from an earlier visit. */
  restore(entry: KeptEdit): void {
    const arrived = entry.sent !== undefined && sameAnswer(entry.sent, this.#base);
    const merged = arrived ? ok(entry.answer) : mergeAnswers(entry.base, entry.answer, this.#base);
    if (merged.ok && sameAnswer(merged.value, this.#base)) {
      void this.#deps.release(entry.key);
      return;
    }
    if (!merged.ok) this.#adopt(entry.revision, entry.base);
    this.#current = merged.ok ? merged.value : entry.answer;
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

  #keep(key: string): void {
    const entry = { revision: this.#revision, base: this.#base, answer: this.#current, key };
    const sent = this.#unacknowledged?.answer;
    this.#deps.keep(sent ? { ...entry, sent } : entry).catch(() => {
      this.#enter({ kind: "refused", message: "本机浏览器空间不足，离线时的修改无法保留；请尽快联网保存并清理空间" });
    });
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
    this.#unacknowledged ??= { answer: this.#current, key: this.#key ?? this.#deps.newKey() };
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
    void this.#deps.release(key);
    this.#settle(saved.savedAt, QUIET_MS);
  }

  #settle(savedAt: string, wait: number): void {
    if (!this.dirty) {
      this.#enter({ kind: "saved", at: savedAt });
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
    else if (error.code === "session.required")
      this.#enter({ kind: "waiting", reason: "session", message: "登录已过期，重新登录后自动保存" });
    else if (PASSING.has(error.code)) this.#retry(error.message);
    else this.#refused(error);
  }

  #retry(message: string): void {
    this.#enter({ kind: "waiting", reason: "network", message });
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? QUIET_MS;
    this.#failures += 1;
    this.#schedule(wait);
  }

  #refused(error: CallError): void {
    const refused = this.#unacknowledged?.answer;
    this.#unacknowledged = undefined;
    const details = error.body?.details?.map((detail) => detail.message).join("；");
    this.#enter({ kind: "refused", message: details || error.message });
    if (refused && !sameAnswer(refused, this.#current)) this.#schedule(QUIET_MS);
  }

  #stale(stale: StaleAnswer): void {
    this.#unacknowledged = undefined;
    const merged = mergeAnswers(stale.base, this.#current, stale.theirs);
    if (!merged.ok) {
      this.#enter({ kind: "conflict", conflicts: merged.error, stale });
      return;
    }
    this.#adopt(stale.revision, stale.theirs);
    this.#current = merged.value;
    this.#key = this.#deps.newKey();
    this.#keep(this.#key);
    this.#deps.onAnswer(merged.value);
    this.#settle(stale.savedAt, 0);
  }
}

import { type Digest, UnreadableFile } from "#app/features/evidence/upload-digest.ts";
import {
  isPausable,
  isRunning,
  type UploadEntry,
  type UploadPlace,
  type UploadState,
} from "#app/features/evidence/upload-entry.ts";
import { setbackOf } from "#app/features/evidence/upload-failure.ts";
import { type Job, jobFrom, keptFrom, newJob } from "#app/features/evidence/upload-job.ts";
import { refusalOf } from "#app/features/evidence/upload-refusal.ts";
import type { UploadStore } from "#app/features/evidence/upload-store.ts";
import type { Transfer } from "#app/features/evidence/upload-transfer.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface Finished {
  outcome: "stored" | "duplicate" | "replaced";
  evidence: Evidence;
}

export interface QueueDeps {
  accountId: string;
  submissionId: string;
  store: UploadStore;
  digest: (file: File, onShare: (share: number) => void, signal: AbortSignal) => Promise<Digest>;
  /** the record here that has these bytes */
  known: (sha256: string, signal: AbortSignal) => Promise<Evidence | null>;
  transfer: (transfer: Omit<Transfer, "endpoint" | "accountId">) => Promise<void>;
  finish: (url: string, thumbnail: string | undefined, signal: AbortSignal) => Promise<Finished>;
  abandon: (url: string) => Promise<void>;
  newId: () => string;
  /** runs `task` after `ms` */
  later: (task: () => void, ms: number) => void;
}

/** Two keep a line busy while one of them waits for an answer; more only share it. */
const AT_ONCE = 2;
const RETRY_MS = [1000, 3000, 10_000, 30_000];

/** All files of one submission on their way, whatever item is shown. Only what the server has recorded leaves it. */
export class UploadQueue {
  #jobs: Job[] = [];
  #entries: readonly UploadEntry[] = [];
  #listeners = new Set<() => void>();
  #deliver: (record: Evidence) => void = () => undefined;
  #restored: Promise<void> | undefined;
  readonly #deps: QueueDeps;

  constructor(deps: QueueDeps) {
    this.#deps = deps;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same array until something changes. */
  entries = (): readonly UploadEntry[] => this.#entries;

  /** Who shows the records; while nobody does, the next opening reads them from the server. */
  deliverTo(receiver: (record: Evidence) => void): () => void {
    this.#deliver = receiver;
    return () => {
      if (this.#deliver === receiver) this.#deliver = () => undefined;
    };
  }

  /** What an earlier visit had not brought to an end, once. A browser that keeps nothing has nothing. */
  restore(): Promise<void> {
    this.#restored ??= this.#readKept().catch(() => undefined);
    return this.#restored;
  }

  async #readKept(): Promise<void> {
    const { accountId, submissionId, store } = this.#deps;
    for (const kept of await store.all(accountId, submissionId)) {
      if (this.#jobs.some(({ entry }) => entry.id === kept.id)) continue;
      this.#add(jobFrom(kept));
    }
    this.#pump();
  }

  /** A file that an earlier visit began goes on; any other begins. */
  add(files: Iterable<File>, place: UploadPlace): void {
    for (const file of files) {
      const waiting = this.#jobs.find(({ entry }) => entry.state.kind === "file-needed" && isSame(entry, file));
      if (waiting) {
        this.choose(waiting.entry.id, file);
        continue;
      }
      const { name, size, lastModified } = file;
      const id = this.#deps.newId();
      const job = newJob({ id, ...place, name, size, lastModified, file, state: { kind: "waiting" } });
      this.#add(job);
      this.#keep(job);
    }
    this.#pump();
  }

  /** The file of an entry again. If it is another one after all, what was sent of the former one is left aside. */
  choose(id: string, file: File): void {
    const job = this.#find(id);
    if (!job) return;
    const { name, size, lastModified } = file;
    job.thumbnail = undefined;
    job.entry = { ...job.entry, name, size, lastModified, file, state: { kind: "waiting" } };
    this.#changed();
    this.#keep(job);
    this.#pump();
  }

  pause(id: string): void {
    const job = this.#find(id);
    if (!job || !isPausable(job.entry.state)) return;
    job.stop?.abort();
    this.#set(job, { kind: "paused", sent: "sent" in job.entry.state ? job.entry.state.sent : 0 });
    this.#keep(job);
    this.#pump();
  }

  resume(id: string): void {
    const job = this.#find(id);
    if (!job?.entry.file || isRunning(job.entry.state)) return;
    job.attempts = 0;
    this.#set(job, { kind: "waiting" });
    this.#keep(job);
    this.#pump();
  }

  /** Network or session are back. */
  wake(kind: "offline" | "signed-out"): void {
    for (const { entry } of this.#jobs) if (entry.state.kind === kind) this.resume(entry.id);
  }

  /** Takes a file off the list; what the server has of it is forgotten as well. */
  cancel(id: string): void {
    const job = this.#find(id);
    if (!job) return;
    job.stop?.abort();
    this.#drop(job);
    // without an answer the server forgets it by itself after a week
    if (job.url !== undefined) this.#deps.abandon(job.url).catch(() => undefined);
    this.#pump();
  }

  #add(job: Job): void {
    this.#jobs.push(job);
    this.#changed();
  }

  #find = (id: string): Job | undefined => this.#jobs.find(({ entry }) => entry.id === id);

  #set(job: Job, state: UploadState): void {
    job.entry = { ...job.entry, state };
    this.#changed();
  }

  #drop(job: Job): void {
    this.#jobs = this.#jobs.filter((each) => each !== job);
    this.#changed();
    this.#deps.store.remove(job.entry.id).catch(() => undefined);
  }

  #changed(): void {
    this.#entries = this.#jobs.map(({ entry }) => entry);
    for (const listener of this.#listeners) listener();
  }

  /** A browser that keeps nothing still sends; only a reload would then need the file again. */
  #keep(job: Job): void {
    const { accountId, submissionId, store } = this.#deps;
    store.put(keptFrom(job, accountId, submissionId)).catch(() => undefined);
  }

  #pump(): void {
    const running = this.#jobs.filter(({ stop }) => stop !== undefined).length;
    const next = this.#jobs.filter(({ entry, stop }) => entry.state.kind === "waiting" && stop === undefined);
    for (const job of next.slice(0, Math.max(0, AT_ONCE - running))) void this.#run(job);
  }

  async #run(job: Job): Promise<void> {
    const stop = new AbortController();
    job.stop = stop;
    try {
      await this.#bring(job, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) this.#failed(job, error);
    } finally {
      if (job.stop === stop) job.stop = undefined;
      this.#pump();
    }
  }

  /** From a chosen file to a record; each step that is done stays done when a later one has to wait. */
  async #bring(job: Job, signal: AbortSignal): Promise<void> {
    const { file, itemKey, slot, replaces, name } = job.entry;
    if (!file) {
      this.#set(job, { kind: "file-needed" });
      return;
    }
    const refusal = await refusalOf(file);
    if (refusal !== undefined) {
      this.#end(job, { kind: "refused", message: refusal });
      return;
    }
    if (job.sha256 === undefined || job.thumbnail === undefined) await this.#read(job, file, signal);
    const sha256 = job.sha256 ?? "";
    const existing = replaces === undefined ? await this.#deps.known(sha256, signal) : null;
    if (existing) {
      this.#known(job, existing);
      return;
    }
    const sent = "sent" in job.entry.state ? job.entry.state.sent : 0;
    this.#set(job, { kind: "sending", sent });
    await this.#deps.transfer({
      file,
      url: job.url,
      metadata: { ...(replaces === undefined ? { item: itemKey, slot } : { replaces }), fileName: name, sha256 },
      onUrl: (url) => {
        job.url = url;
        this.#keep(job);
      },
      onSent: (bytes) => {
        if (bytes > sent) job.attempts = 0;
        if (!signal.aborted) this.#set(job, { kind: "sending", sent: bytes });
      },
      signal,
    });
    this.#set(job, { kind: "checking" });
    const { outcome, evidence } = await this.#deps.finish(job.url ?? "", job.thumbnail || undefined, signal);
    if (outcome === "duplicate") this.#known(job, evidence);
    else {
      this.#deliver(evidence);
      this.#drop(job);
    }
  }

  async #read(job: Job, file: File, signal: AbortSignal): Promise<void> {
    this.#set(job, { kind: "reading", share: 0 });
    const onShare = (share: number): void => {
      if (!signal.aborted) this.#set(job, { kind: "reading", share });
    };
    const { sha256, thumbnail } = await this.#deps.digest(file, onShare, signal);
    // another file under the old name, or changed since: what the server has belongs to the former one
    if (job.sha256 !== undefined && job.sha256 !== sha256) job.url = undefined;
    job.sha256 = sha256;
    job.thumbnail = thumbnail ?? "";
    this.#keep(job);
  }

  /** Already where it was to go = done; elsewhere in the library = the person decides. */
  #known(job: Job, existing: Evidence): void {
    const { itemKey, slot } = job.entry;
    this.#deliver(existing);
    const there = existing.links.some((link) => link.itemKey === itemKey && link.slot === slot);
    // the answer to an earlier attempt was lost
    if (there && job.url !== undefined) this.#drop(job);
    else this.#end(job, { kind: "known", existing });
  }

  /** Nothing more comes of it: it stays on the list until the person has read why, and is not kept beyond that. */
  #end(job: Job, state: UploadState): void {
    job.url = undefined;
    this.#set(job, state);
    this.#deps.store.remove(job.entry.id).catch(() => undefined);
  }

  #failed(job: Job, error: unknown): void {
    const { state, anew } = setbackOf(error, job.entry);
    if (error instanceof UnreadableFile) job.entry = { ...job.entry, file: undefined };
    if (anew) {
      job.url = undefined;
      job.sha256 = undefined;
    }
    if (state.kind === "refused") this.#end(job, state);
    else this.#set(job, state);
    if (anew) this.#keep(job);
    if (state.kind === "offline") this.#tryLater(job);
  }

  /** The browser does not always hear when the network is back, so it is tried now and then. */
  #tryLater(job: Job): void {
    const { attempts } = job;
    const delay = RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)] ?? 0;
    this.#deps.later(() => {
      if (job.entry.state.kind !== "offline" || job.attempts !== attempts) return;
      this.resume(job.entry.id);
      job.attempts = attempts + 1;
    }, delay);
  }
}

const isSame = (entry: UploadEntry, file: File): boolean =>
  entry.name === file.name && entry.size === file.size && entry.lastModified === file.lastModified;

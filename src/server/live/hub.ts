import type { Actor } from "#core/access/access.ts";
import type { Farewell, Notice } from "#core/notice/notice.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { Audience } from "#server/live/audience.ts";
import { frames } from "#server/live/frames.ts";
import type { Ear, Told } from "#server/store/notices.ts";

/** A sign of life goes this often over a stream that has nothing to tell: proxies close what is silent. */
export const HEARTBEAT_MS = 25_000;

export interface HubLimits {
  /** pages of one account; the oldest one has to go */
  perAccount: number;
  inAll: number;
  /** what a client has not read; then it is ended, and reads everything when it comes back */
  unread: number;
}

export const HUB_LIMITS: HubLimits = { perAccount: 12, inAll: 3000, unread: 64 };

export interface Listener {
  sessionId: string;
  actor: Actor;
}

export interface HubDeps {
  audience: Audience;
  /** of these sessions the ones that still count, and whom they belong to by now */
  recheck: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, Actor>>;
  hear: (ear: Ear) => () => void;
  /** runs `task` again and again; answers its end */
  repeat: (task: () => void, milliseconds: number) => () => void;
  failed: (error: unknown) => void;
  limits?: HubLimits;
}

type Chunk = Uint8Array<ArrayBuffer>;

interface Stream extends Listener {
  out: ReadableStreamDefaultController<Chunk>;
}

/** Tells the pages that are looked at what has been committed, each only what its person may read. */
export class Hub {
  readonly #deps: HubDeps;
  readonly #limits: HubLimits;
  readonly #streams = new Set<Stream>();
  #release: (() => void) | undefined;
  #closed = false;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#limits = deps.limits ?? HUB_LIMITS;
  }

  get size(): number {
    return this.#streams.size;
  }

  open(listener: Listener): Result<ReadableStream<Chunk>, "full" | "stopping"> {
    if (this.#closed) return err("stopping");
    const own = [...this.#streams].filter(({ actor }) => actor.accountId === listener.actor.accountId);
    const oldest = own.length >= this.#limits.perAccount ? own[0] : undefined;
    if (oldest) this.#end(oldest, "replaced");
    if (this.#streams.size >= this.#limits.inAll) return err("full");
    let stream: Stream | undefined;
    const body = new ReadableStream<Chunk>(
      {
        start: (out) => {
          stream = { ...listener, out };
          this.#streams.add(stream);
          out.enqueue(frames.hello);
        },
        cancel: () => {
          if (stream) this.#leave(stream);
        },
      },
      { highWaterMark: this.#limits.unread },
    );
    this.#wake();
    return ok(body);
  }

  /** Whose session has ended, or whose account was closed, is not told another thing. */
  async recheck(): Promise<void> {
    const before = [...this.#streams];
    if (before.length === 0) return;
    const alive = await this.#deps.recheck([...new Set(before.map(({ sessionId }) => sessionId))]);
    for (const stream of before) {
      const actor = alive.get(stream.sessionId);
      if (actor) stream.actor = actor;
      else this.#end(stream, "session");
    }
  }

  /** The process stops: the pages go to another one. */
  close(): void {
    this.#closed = true;
    for (const stream of this.#streams) this.#end(stream, "stopping");
  }

  #wake(): void {
    if (this.#release) return;
    const deaf = this.#deps.hear({
      told: (told) => void this.#pass(told).then(undefined, this.#deps.failed),
      gap: () => this.#send([...this.#streams], { topic: "everything" }),
    });
    const still = this.#deps.repeat(() => void this.#beat().then(undefined, this.#deps.failed), HEARTBEAT_MS);
    this.#release = () => {
      deaf();
      still();
    };
  }

  async #beat(): Promise<void> {
    await this.recheck();
    for (const stream of this.#streams) this.#write(stream, frames.heartbeat);
  }

  async #pass(all: readonly Told[]): Promise<void> {
    // before anything is told: what was changed may be who may hear it
    if (all.some(({ topic }) => topic === "account" || topic === "session")) await this.recheck();
    for (const told of all) {
      const { organisationId: _organisation, accountId: _account, ...notice } = told;
      const actors = new Map([...this.#streams].map(({ actor }) => [actor.accountId, actor]));
      const hearing = new Set((await this.#deps.audience([...actors.values()], told)).map((each) => each.accountId));
      this.#send(
        [...this.#streams].filter(({ actor }) => hearing.has(actor.accountId)),
        notice,
      );
    }
  }

  #send(streams: readonly Stream[], notice: Notice): void {
    if (streams.length === 0) return;
    const frame = frames.notice(notice);
    for (const stream of streams) this.#write(stream, frame);
  }

  #write(stream: Stream, frame: Chunk): void {
    if (!this.#streams.has(stream)) return;
    if ((stream.out.desiredSize ?? 0) <= 0) this.#end(stream, "slow");
    else stream.out.enqueue(frame);
  }

  #end(stream: Stream, why: Farewell): void {
    if (!this.#leave(stream)) return;
    stream.out.enqueue(frames.farewell(why));
    stream.out.close();
  }

  #leave(stream: Stream): boolean {
    const there = this.#streams.delete(stream);
    if (this.#streams.size === 0) {
      this.#release?.();
      this.#release = undefined;
    }
    return there;
  }
}

import { farewell, type Notice, notice } from "#core/notice/notice.ts";

/** An open stream; what it does is said to the handlers that it was opened with. */
export interface Wire {
  close: () => void;
}
export interface WireEvents {
  opened: () => void;
  said: (data: string) => void;
  still: () => void;
  farewell: (why: string) => void;
  broken: () => void;
}

export interface NoticeLineDeps {
  open: (events: WireEvents) => Wire;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  /** 0 up to 1 */
  random: () => number;
  onLive: (live: boolean) => void;
  onNotice: (notice: Notice) => unknown;
  /** the server says that the session has ended */
  onSessionEnded: () => void;
}

type Timer = "retry" | "silence" | "good" | "hide";

const FIRST_MS = 2000;
const LONGEST_MS = 60_000;
/** Two of the server's signs of life, and some. */
const SILENCE_MS = 60_000;
/** a stream that lived so long was a good one: the next attempt is not a repetition */
const GOOD_MS = 10_000;
/** who switches between two windows keeps the stream */
const HIDDEN_MS = 5000;

/**
 * Keeps one stream open while the page is looked at; browsers give a site few connections, and a page that is hidden
 * needs none. After a break it comes back at a random moment of a time that doubles: a server that was restarted is
 * not asked by everybody at once.
 */
export class NoticeLine {
  readonly #deps: NoticeLineDeps;
  #wire: Wire | undefined;
  #attempt = 0;
  #heardBefore = false;
  /** in view, and the session counts */
  #wanted = false;
  /** its generation: what a closed wire still says is not heard */
  #turn = 0;
  readonly #timers = new Map<Timer, () => void>();

  constructor(deps: NoticeLineDeps) {
    this.#deps = deps;
  }

  /** The page came into view, or the session is there again. */
  want(): void {
    this.#stop("hide");
    if (this.#wanted) return;
    this.#wanted = true;
    this.#attempt = 0;
    if (!this.#wire) this.#open();
  }

  /** The page went out of view. */
  rest(): void {
    this.#after("hide", HIDDEN_MS, () => this.close());
  }

  close(): void {
    this.#wanted = false;
    this.#stop("hide");
    this.#drop();
  }

  #open(): void {
    this.#turn += 1;
    const turn = this.#turn;
    const now = (act: () => void) => () => {
      if (turn === this.#turn) act();
    };
    this.#wire = this.#deps.open({
      opened: now(() => this.#opened()),
      said: (data) => now(() => this.#said(data))(),
      still: now(() => this.#listen()),
      farewell: (why) => now(() => this.#farewell(why))(),
      broken: now(() => this.#again()),
    });
  }

  #opened(): void {
    this.#deps.onLive(true);
    this.#listen();
    this.#after("good", GOOD_MS, () => {
      this.#attempt = 0;
    });
    // what was told while nobody listened
    if (this.#heardBefore) this.#deps.onNotice({ topic: "everything" });
    this.#heardBefore = true;
  }

  #said(data: string): void {
    this.#listen();
    const heard = notice.safeParse(readJson(data));
    // a newer server's word: something has changed, and this page does not know what
    this.#deps.onNotice(heard.success ? heard.data : { topic: "everything" });
  }

  #farewell(why: string): void {
    const known = farewell.safeParse(why);
    // until the page is looked at anew, or the session has come back
    if (known.data === "session" || known.data === "replaced") this.close();
    else this.#again();
    if (known.data === "session") this.#deps.onSessionEnded();
  }

  #again(): void {
    this.#drop();
    const within = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    this.#after("retry", within * (0.1 + 0.9 * this.#deps.random()), () => {
      if (this.#wanted) this.#open();
    });
  }

  #listen(): void {
    this.#after("silence", SILENCE_MS, () => this.#again());
  }

  #drop(): void {
    this.#turn += 1;
    this.#wire?.close();
    this.#wire = undefined;
    this.#stop("retry");
    this.#stop("silence");
    this.#stop("good");
    this.#deps.onLive(false);
  }

  #after(name: Timer, ms: number, task: () => void): void {
    this.#stop(name);
    this.#timers.set(name, this.#deps.later(task, ms));
  }

  #stop(name: Timer): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

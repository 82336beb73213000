import { z } from "zod";
import { answer } from "#core/answer/answer.ts";

/** What pages of one person that have the same submission open say to each other. */
export const tabMessage = z.discriminatedUnion("kind", [
  /** a page opened: is there one that writes? */
  z.object({ kind: z.literal("ask"), from: z.string() }),
  /** I ask too, and come before whoever has a later id */
  z.object({ kind: z.literal("ahead"), from: z.string() }),
  /** I write */
  z.object({ kind: z.literal("held"), from: z.string() }),
  /** I want to write from now on */
  z.object({ kind: z.literal("yield"), from: z.string() }),
  /** everything that I had is in the browser's store: go on */
  z.object({ kind: z.literal("yielded"), from: z.string() }),
  /** what my form shows */
  z.object({ kind: z.literal("shown"), from: z.string(), itemKey: z.string(), answer }),
]);
export type TabMessage = z.infer<typeof tabMessage>;

export type TabPlace = "asking" | "here" | "elsewhere";

export interface TabClaimDeps {
  id: string;
  post: (message: TabMessage) => void;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  onPlace: (place: TabPlace) => void;
  /** stops sending; resolves when the browser's store has everything */
  retire: () => Promise<void>;
  /** another page began to look on: it needs what is shown here */
  onReader: () => void;
  onShown: (message: Extract<TabMessage, { kind: "shown" }>) => void;
}

const ANSWER_MS = 150;
/** a page that is asleep or gone does not answer; what it kept is in the browser's store */
const YIELD_MS = 1500;

/**
 * Decides which of a person's pages writes. Only messages decide, no clock and no lock: Web Locks are missing where the
 * page comes by plain http, and a lease would hang on a clock. Should two pages write all the same for a moment, they
 * are two editors to the server, which loses nothing either.
 */
export class TabClaim {
  #place: TabPlace = "asking";
  #taking = false;
  /** another page has been heard of: somebody may look on */
  #watched = false;
  #cancel: () => void = () => undefined;
  readonly #deps: TabClaimDeps;

  constructor(deps: TabClaimDeps) {
    this.#deps = deps;
  }

  get place(): TabPlace {
    return this.#place;
  }

  /** Asks who writes, at the beginning and whenever the page comes back into view. */
  ask(): void {
    if (this.#place === "here" || this.#taking) return;
    this.#post("ask");
    this.#after(ANSWER_MS, () => this.#hold());
  }

  /** The person wants to write here. */
  takeOver(): void {
    if (this.#place !== "elsewhere" || this.#taking) return;
    this.#taking = true;
    this.#post("yield");
    this.#after(YIELD_MS, () => this.#hold());
  }

  show(itemKey: string, shown: Extract<TabMessage, { kind: "shown" }>["answer"]): void {
    if (this.#place === "here" && this.#watched)
      this.#deps.post({ kind: "shown", from: this.#deps.id, itemKey, answer: shown });
  }

  close(): void {
    this.#cancel();
  }

  hear(message: TabMessage): void {
    this.#watched = true;
    if (message.kind === "ask") this.#asked(message.from);
    else if (message.kind === "held") this.#contested(message.from);
    else if (message.kind === "ahead") this.#asksLater(message.from);
    else if (message.kind === "yield" && this.#place === "here") void this.#yield();
    else if (message.kind === "yielded" && this.#taking) this.#hold();
    else if (message.kind === "shown" && this.#place === "elsewhere") this.#deps.onShown(message);
  }

  #asked(from: string): void {
    if (this.#place === "here") {
      this.#post("held");
      this.#deps.onReader();
    } else if (this.#place === "asking" && this.#deps.id < from) this.#post("ahead");
  }

  #asksLater(from: string): void {
    if (this.#place === "asking" && from < this.#deps.id) this.#enter("elsewhere");
  }

  #contested(from: string): void {
    if (this.#taking) return;
    if (this.#place !== "here") this.#enter("elsewhere");
    else if (from < this.#deps.id) void this.#yield();
    else this.#post("held");
  }

  async #yield(): Promise<void> {
    this.#enter("elsewhere");
    await this.#deps.retire();
    this.#post("yielded");
    // whoever it was left to may have left it to somebody else meanwhile, or be gone
    if (this.#place === "elsewhere" && !this.#taking) this.#after(YIELD_MS, () => this.ask());
  }

  #hold(): void {
    this.#cancel();
    this.#taking = false;
    this.#enter("here");
    this.#post("held");
  }

  #enter(place: TabPlace): void {
    if (place !== "here") this.#cancel();
    if (place === this.#place) return;
    this.#place = place;
    this.#deps.onPlace(place);
  }

  #after(ms: number, task: () => void): void {
    this.#cancel();
    this.#cancel = this.#deps.later(task, ms);
  }

  #post(kind: "ask" | "ahead" | "held" | "yield" | "yielded"): void {
    this.#deps.post({ kind, from: this.#deps.id });
  }
}

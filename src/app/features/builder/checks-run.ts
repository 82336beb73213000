import type { ChecksReply, ChecksRequest } from "#app/features/builder/checks-desk.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Indicator } from "#core/indicator/indicator.ts";

export interface ChecksRunDeps {
  post: (request: ChecksRequest) => void;
  /** runs `task` after `ms`; returns its cancellation */
  later: (task: () => void, ms: number) => () => void;
  /** what is wrong with the draft as it is now */
  onFaults: (faults: readonly BuilderFault[]) => void;
}

const QUIET_MS = 250;

/** This end of the checks: asks after a pause, and takes no answer about a state that is no longer the draft's. */
export class ChecksRun {
  #draft: Draft;
  #turn = 0;
  #waiting: Edit[] = [];
  #cancel: () => void = () => undefined;
  readonly #deps: ChecksRunDeps;

  constructor(draft: Draft, indicators: readonly Indicator[], deps: ChecksRunDeps) {
    this.#draft = draft;
    this.#deps = deps;
    deps.post({ turn: this.#turn, kind: "open", draft, indicators });
  }

  /** `edits` brought the draft about; absent = it is another one */
  follow(draft: Draft, edits: readonly Edit[] | undefined): void {
    this.#draft = draft;
    // whatever is under way is about an earlier state
    this.#turn += 1;
    this.#cancel();
    if (!edits) {
      this.#replace();
      return;
    }
    this.#waiting.push(...edits);
    this.#cancel = this.#deps.later(() => {
      this.#deps.post({ turn: this.#turn, kind: "edits", edits: this.#waiting });
      this.#waiting = [];
    }, QUIET_MS);
  }

  received(reply: ChecksReply): void {
    if (reply.turn !== this.#turn) return;
    if (reply.kind === "lost") this.#replace();
    else this.#deps.onFaults(reply.faults);
  }

  stop(): void {
    this.#cancel();
  }

  #replace(): void {
    this.#waiting = [];
    this.#deps.post({ turn: this.#turn, kind: "replace", draft: this.#draft });
  }
}

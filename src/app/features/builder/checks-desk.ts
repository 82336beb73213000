import { applyEdit } from "#core/builder/apply.ts";
import { checkDraft, newMemo } from "#core/builder/check.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";

/**
 * The draft goes over once; afterwards only the edits, so that the memo of the last check holds here as well. `turn`
 * counts the requests: an answer says which state it is about.
 */
export type ChecksRequest = { turn: number } & (
  | { kind: "open"; draft: Draft; indicators: readonly Indicator[] }
  | { kind: "replace"; draft: Draft }
  | { kind: "edits"; edits: readonly Edit[] }
);
/** lost: an edit did not fit, so that the draft here is another one than that on the page */
export type ChecksReply = { turn: number } & ({ kind: "checked"; faults: BuilderFault[] } | { kind: "lost" });

/** The other end of the checks: it follows the page's draft, and looks only at what changed. */
export class ChecksDesk {
  #draft: Draft | undefined;
  #indicators: IndicatorTable = new Map();
  readonly #memo = newMemo();

  answer(request: ChecksRequest): ChecksReply {
    const { turn } = request;
    if (request.kind === "open") this.#indicators = new Map(request.indicators.map((each) => [each.key, each]));
    this.#draft = request.kind === "edits" ? edited(this.#draft, request.edits) : request.draft;
    if (!this.#draft) return { turn, kind: "lost" };
    return { turn, kind: "checked", faults: checkDraft(this.#draft, this.#indicators, this.#memo) };
  }
}

function edited(draft: Draft | undefined, edits: readonly Edit[]): Draft | undefined {
  let now = draft;
  for (const edit of edits) {
    const applied = now && applyEdit(now, edit);
    now = applied?.ok ? applied.value.draft : undefined;
  }
  return now;
}

import { applyEdit } from "#core/builder/apply.ts";
import { checkDraft, newMemo } from "#core/builder/check.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";

/** The draft goes over once; afterwards only the edits, so that the memo of the last check holds here as well. */
export type ChecksRequest =
  | { kind: "open"; draft: Draft; indicators: readonly Indicator[] }
  | { kind: "replace"; draft: Draft }
  | { kind: "edits"; edits: readonly Edit[] };
export type ChecksReply = BuilderFault[];

let draft: Draft | undefined;
let indicators: IndicatorTable = new Map();
const memo = newMemo();

self.onmessage = ({ data }: MessageEvent<ChecksRequest>) => {
  if (data.kind === "open") indicators = new Map(data.indicators.map((each) => [each.key, each]));
  if (data.kind !== "edits") draft = data.draft;
  else
    for (const edit of data.edits) {
      const applied = draft && applyEdit(draft, edit);
      if (applied?.ok) draft = applied.value.draft;
    }
  if (draft) self.postMessage(checkDraft(draft, indicators, memo) satisfies ChecksReply);
};

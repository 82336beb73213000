import { applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit, EditFault, SimpleEdit } from "#core/builder/edit.ts";
import { ok, type Result } from "#core/result.ts";

interface Done {
  edit: Edit;
  inverse: Edit;
  /** what is typed in one field is one step: steps of the same group join */
  group?: string;
}

/** A draft with everything that was done to it; undo and redo know no limit. */
export interface History {
  draft: Draft;
  done: readonly Done[];
  undone: readonly Done[];
}

export const historyOf = (draft: Draft): History => ({ draft, done: [], undone: [] });

const steps = (edit: Edit): readonly SimpleEdit[] => (edit.kind === "all" ? edit.edits : [edit]);

/** Does something new: what was undone is gone then. */
export function perform(history: History, edit: Edit, group?: string): Result<History, EditFault> {
  const applied = applyEdit(history.draft, edit);
  if (!applied.ok) return applied;
  const { draft, inverse } = applied.value;
  const last = history.done.at(-1);
  const joins = last !== undefined && group !== undefined && last.group === group && history.undone.length === 0;
  const step: Done = joins
    ? { edit: joined(last.edit, edit), inverse: joined(inverse, last.inverse), group }
    : { edit, inverse, ...(group === undefined ? {} : { group }) };
  return ok({ draft, done: [...history.done.slice(0, joins ? -1 : undefined), step], undone: [] });
}

/** One edit after the other as one; of the same properties set twice the last counts, and on the way back the first. */
function joined(first: Edit, then: Edit): Edit {
  const all = [...steps(first), ...steps(then)];
  const kept = all.filter((each, index) => {
    const next = all[index + 1];
    return !(each.kind === "set" && next?.kind === "set" && sameProperties(each, next));
  });
  const [only, ...more] = kept;
  return only && more.length === 0 ? only : { kind: "all", edits: kept };
}

type SetEdit = Extract<SimpleEdit, { kind: "set" }>;

/** Whether the second only says again what the first has set. */
export const sameProperties = (a: SetEdit, b: SetEdit): boolean =>
  JSON.stringify([a.at, Object.keys(a.patch)]) === JSON.stringify([b.at, Object.keys(b.patch)]);

/** Takes the last thing back; undefined = there is nothing to take back. */
export const undo = (history: History): Result<History, EditFault> | undefined => walk(history, "done");

/** Does again what was taken back last. */
export const redo = (history: History): Result<History, EditFault> | undefined => walk(history, "undone");

function walk(history: History, from: "done" | "undone"): Result<History, EditFault> | undefined {
  const step = history[from].at(-1);
  if (!step) return undefined;
  const applied = applyEdit(history.draft, from === "done" ? step.inverse : step.edit);
  if (!applied.ok) return applied;
  const { draft } = applied.value;
  const rest = history[from].slice(0, -1);
  if (from === "done") return ok({ draft, done: rest, undone: [...history.undone, step] });
  // done again it may be taken back again: its inverse is that of now
  return ok({ draft, done: [...history.done, { ...step, inverse: applied.value.inverse }], undone: rest });
}

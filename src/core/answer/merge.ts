import type { Answer } from "#core/answer/answer.ts";
import { same } from "#core/answer/canonical.ts";
import type { CarriedPart } from "#core/answer/carried.ts";
import { mergeValue } from "#core/answer/merge-value.ts";
import { ANSWER_FORMAT } from "#core/answer/upgrade.ts";
import type { Field } from "#core/field/definition.ts";
import { err, ok, type Result } from "#core/result.ts";

/** One place where both sides changed the same thing to different values. */
export interface Conflict {
  path: "narrative" | "selfScore" | "done" | `values.${string}` | `explanations.${string}` | `carried.${string}`;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export const sameAnswer = (a: Answer, b: Answer): boolean => a === b || changedPaths(a, b).length === 0;

type Flat = Map<Conflict["path"], unknown>;

function flatten(answer: Answer): Flat {
  const flat: Flat = new Map();
  for (const [key, value] of Object.entries(answer.values)) flat.set(`values.${key}`, value);
  for (const [key, value] of Object.entries(answer.explanations)) flat.set(`explanations.${key}`, value);
  for (const [path, part] of Object.entries(answer.carried ?? {})) flat.set(`carried.${path}`, part);
  if (answer.narrative !== undefined) flat.set("narrative", answer.narrative);
  if (answer.selfScore !== undefined) flat.set("selfScore", answer.selfScore);
  flat.set("done", answer.done);
  return flat;
}

/** What differs between two answers, as paths: values.教育支出, narrative, done … */
export function changedPaths(from: Answer, to: Answer): Conflict["path"][] {
  const [before, after] = [flatten(from), flatten(to)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => !same(before.get(path), after.get(path)));
}

function build(flat: Flat): Answer {
  // fromEntries defines every key as its own, whatever its name; assignment would treat __proto__ otherwise
  const under = <T>(prefix: "values." | "explanations." | "carried."): Record<string, T> =>
    Object.fromEntries(
      [...flat]
        .filter(([path, value]) => path.startsWith(prefix) && value !== undefined)
        .map(([path, value]) => [path.slice(prefix.length), value as T]),
    );
  const narrative = flat.get("narrative") as string | undefined;
  const selfScore = flat.get("selfScore") as string | undefined;
  const carried = under<CarriedPart>("carried.");
  return {
    format: ANSWER_FORMAT,
    values: under("values."),
    ...(narrative === undefined ? {} : { narrative }),
    done: flat.get("done") === true,
    explanations: under("explanations."),
    ...(selfScore === undefined ? {} : { selfScore }),
    ...(Object.keys(carried).length === 0 ? {} : { carried }),
  };
}

/** Whose version stands, or one that a person wrote out of both. */
export type Choice = "mine" | "theirs" | { written: unknown };
export type Choices = Readonly<Record<string, Choice>>;

function settle(sides: Sides, fields: readonly Field[], choices: Choices) {
  const [original, left, right] = [flatten(sides.base), flatten(sides.mine), flatten(sides.theirs)];
  const merged: Flat = new Map();
  const conflicts: Conflict[] = [];
  for (const path of new Set([...original.keys(), ...left.keys(), ...right.keys()])) {
    const [b, m, t] = [original.get(path), left.get(path), right.get(path)];
    if (same(m, t) || same(b, t)) merged.set(path, m);
    else if (same(b, m)) merged.set(path, t);
    else {
      const both = mergeValue(path, fields, { base: b, mine: m, theirs: t });
      const choice = Object.hasOwn(choices, path) ? choices[path] : undefined;
      if (both.ok) merged.set(path, both.value);
      else if (choice === undefined) conflicts.push({ path, base: b, mine: m, theirs: t });
      else merged.set(path, typeof choice === "object" ? choice.written : choice === "mine" ? m : t);
    }
  }
  return { merged: build(merged), conflicts };
}

export interface Sides {
  base: Answer;
  mine: Answer;
  theirs: Answer;
}

/**
 * Three-way merge, place by place: what only one side changed is taken from that side; where both changed one place,
 * prose is merged as prose, lists row by row and figures part by part, as far as `fields` tells them. What both
 * changed differently is returned as conflicts for a person to decide.
 */
export function mergeAnswers(
  base: Answer,
  mine: Answer,
  theirs: Answer,
  fields: readonly Field[] = [],
): Result<Answer, Conflict[]> {
  return decide({ base, mine, theirs }, fields, {});
}

/** The same merge with choices: what is decided is settled, what is not stays a conflict. */
export function decide(sides: Sides, fields: readonly Field[], choices: Choices): Result<Answer, Conflict[]> {
  const { merged, conflicts } = settle(sides, fields, choices);
  return conflicts.length > 0 ? err(conflicts) : ok(merged);
}

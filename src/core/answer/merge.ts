import type { Answer } from "#core/answer/answer.ts";
import { err, ok, type Result } from "#core/result.ts";

/** One place where both sides changed the same thing to different values. */
export interface Conflict {
  path: "narrative" | "done" | `values.${string}` | `explanations.${string}`;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with sorted keys, so that equal values compare equal whatever the order they were written in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

export const sameAnswer = (a: Answer, b: Answer): boolean => same(a, b);

type Flat = Map<Conflict["path"], unknown>;

function flatten(answer: Answer): Flat {
  const flat: Flat = new Map();
  for (const [key, value] of Object.entries(answer.values)) flat.set(`values.${key}`, value);
  for (const [key, value] of Object.entries(answer.explanations)) flat.set(`explanations.${key}`, value);
  if (answer.narrative !== undefined) flat.set("narrative", answer.narrative);
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
  const under = <T>(prefix: "values." | "explanations."): Record<string, T> =>
    Object.fromEntries(
      [...flat]
        .filter(([path, value]) => path.startsWith(prefix) && value !== undefined)
        .map(([path, value]) => [path.slice(prefix.length), value as T]),
    );
  const narrative = flat.get("narrative") as string | undefined;
  return {
    format: 1,
    values: under("values."),
    ...(narrative === undefined ? {} : { narrative }),
    done: flat.get("done") === true,
    explanations: under("explanations."),
  };
}

export type Choice = "mine" | "theirs";

function settle(base: Answer, mine: Answer, theirs: Answer, decide: (path: Conflict["path"]) => Choice | undefined) {
  const [original, left, right] = [flatten(base), flatten(mine), flatten(theirs)];
  const merged: Flat = new Map();
  const conflicts: Conflict[] = [];
  for (const path of new Set([...original.keys(), ...left.keys(), ...right.keys()])) {
    const [b, m, t] = [original.get(path), left.get(path), right.get(path)];
    const choice = same(m, t) || same(b, t) ? "mine" : same(b, m) ? "theirs" : decide(path);
    if (choice === undefined) conflicts.push({ path, base: b, mine: m, theirs: t });
    else merged.set(path, choice === "mine" ? m : t);
  }
  return { merged: build(merged), conflicts };
}

/**
 * Three-way merge, field by field: what only one side changed is taken from that side;
 * what both changed differently is returned as conflicts for a person to decide.
 */
export function mergeAnswers(base: Answer, mine: Answer, theirs: Answer): Result<Answer, Conflict[]> {
  const { merged, conflicts } = settle(base, mine, theirs, () => undefined);
  return conflicts.length > 0 ? err(conflicts) : ok(merged);
}

/** The same merge with every conflict settled; a path without a choice keeps mine. */
export function resolveConflicts(
  base: Answer,
  mine: Answer,
  theirs: Answer,
  choices: Readonly<Record<string, Choice>>,
): Answer {
  return settle(base, mine, theirs, (path) => choices[path] ?? "mine").merged;
}

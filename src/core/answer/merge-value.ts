import { mergeRows } from "#core/answer/merge-rows.ts";
import { cleanText, mergeText } from "#core/answer/merge-text.ts";
import type { Field, FieldTypeName } from "#core/field/definition.ts";
import { type StoredOf, storedValues } from "#core/field/value.ts";
import { err, ok, type Result } from "#core/result.ts";

interface Three<T> {
  base: T;
  mine: T;
  theirs: T;
}

/** undefined = both changed the same part of it differently */
type Merger<T> = (sides: Three<T>) => T | undefined;

const conflict = err(undefined);

/** Merges one place of an answer that both sides changed, as far as what stands there has parts of its own. */
export function mergeValue(path: string, fields: readonly Field[], sides: Three<unknown>): Result<unknown, undefined> {
  if (path === "narrative" || path.startsWith("explanations.")) return apply(texts, isText, sides);
  // discarded on one side: there is nothing left that the other could have vouched for
  if (path.startsWith("carried.")) return ok(sides.mine === undefined ? undefined : sides.theirs);
  const field = fields.find((each) => path === `values.${each.key}`);
  switch (field?.type) {
    case "paragraph":
      return apply(texts, isText, sides);
    case "number":
      return apply(numbers, shape("number"), sides);
    case "documents":
      return list(documents, shape("documents"), sides);
    case "entries":
      return list(entries, shape("entries"), sides);
    default:
      return conflict;
  }
}

/** Whether both texts of a place can be read side by side as prose, and a third written out of them. */
export const isProse = (path: string, fields: readonly Field[]): boolean =>
  path === "narrative" ||
  path.startsWith("explanations.") ||
  fields.some((field) => field.type === "paragraph" && path === `values.${field.key}`);

type Guard<T> = (value: unknown) => value is T;

const isText = (value: unknown): value is string => typeof value === "string";

const shape =
  <T extends FieldTypeName>(type: T): Guard<StoredOf<T>> =>
  (value): value is StoredOf<T> =>
    storedValues[type].safeParse(value).success;

function apply<T>(
  merge: Merger<T>,
  guard: Guard<T>,
  { base, mine, theirs }: Three<unknown>,
): Result<T | undefined, undefined> {
  if (!guard(base) || !guard(mine) || !guard(theirs)) return conflict;
  const merged = merge({ base, mine, theirs });
  if (merged === undefined) return conflict;
  return ok(isEmpty(merged) ? undefined : merged);
}

/** What nothing is left of has no value at all. */
const isEmpty = (merged: unknown): boolean =>
  merged === "" || (typeof merged === "object" && merged !== null && Object.keys(merged).length === 0);

/** A list without rows is stored as no value. */
const list = <T>(merge: Merger<T[]>, guard: Guard<T[]>, sides: Three<unknown>): Result<T[] | undefined, undefined> =>
  apply(merge, guard, { base: sides.base ?? [], mine: sides.mine ?? [], theirs: sides.theirs ?? [] });

const texts: Merger<string> = ({ base, mine, theirs }) => cleanText(mergeText(base, mine, theirs));

/** One side's where the other left it; equal changes are one change. */
const scalar = <T>({ base, mine, theirs }: Three<T>): T | undefined =>
  mine === theirs || base === theirs ? mine : base === mine ? theirs : undefined;

/** Hedge and figure belong together; last year's figure is one of its own. */
const numbers: Merger<StoredOf<"number">> = ({ base, mine, theirs }) => {
  const now = scalar({ base: nowOf(base), mine: nowOf(mine), theirs: nowOf(theirs) });
  const prior = scalar({ base: base.prior ?? "", mine: mine.prior ?? "", theirs: theirs.prior ?? "" });
  if (now === undefined || prior === undefined) return undefined;
  const { prior: _, ...figure } = now === nowOf(mine) ? mine : theirs;
  return prior === "" ? figure : { ...figure, prior };
};

const nowOf = ({ now, qualifier }: StoredOf<"number">): string => `${qualifier ?? ""} ${now ?? ""}`;

const documents: Merger<StoredOf<"documents">> = ({ base, mine, theirs }) =>
  mergeRows(base, mine, theirs, {
    keyOf: (row) => row.number || row.title,
    mergeRow: (b, m, t) => {
      const title = scalar({ base: b.title, mine: m.title, theirs: t.title });
      const number = scalar({ base: b.number, mine: m.number, theirs: t.number });
      const issuer = scalar({ base: b.issuer, mine: m.issuer, theirs: t.issuer });
      return title === undefined || number === undefined || issuer === undefined
        ? undefined
        : { title, number, issuer };
    },
  });

const entries: Merger<StoredOf<"entries">> = ({ base, mine, theirs }) =>
  mergeRows(base, mine, theirs, {
    keyOf: (row) => row.heading,
    mergeRow: (b, m, t) => {
      const heading = scalar({ base: b.heading, mine: m.heading, theirs: t.heading });
      const text =
        scalar({ base: b.text, mine: m.text, theirs: t.text }) ?? texts({ base: b.text, mine: m.text, theirs: t.text });
      return heading === undefined || text === undefined ? undefined : { heading, text };
    },
  });

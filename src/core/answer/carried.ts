import { z } from "zod";
import { same } from "#core/answer/canonical.ts";
import { type NumberValue, type StoredValue, storedValue, storedValues } from "#core/field/value.ts";
import { record } from "#core/record.ts";

/** Where something stands in an answer that was taken over from an earlier year; the last is last year's column. */
export type CarriedPath = "narrative" | `values.${string}` | `values.${string}.prior`;

/** Where a part of an answer comes from, and whether somebody has vouched for it since. */
export const carriedPart = z.strictObject({
  /** the report year that it was written for */
  year: z.int(),
  /** the report year that it was taken over into */
  into: z.int(),
  itemKey: z.string().max(100),
  /** headings of the items that it was taken from */
  heading: z.string().max(400),
  /** what was put in, for comparison with what stands there now */
  was: storedValue,
  confirmed: z.boolean(),
});
export type CarriedPart = z.infer<typeof carriedPart>;

/** Keys are CarriedPath; anything else is never looked at. */
export const carriedParts = record(z.string().max(60), carriedPart);

/** Findings about words that an earlier year wrote; explanations are stored under their ids. */
export const STALE_PREFIX = "stale.";

/** As much of an answer as is looked at here. */
interface Carrier {
  values: Readonly<Record<string, StoredValue>>;
  narrative?: string | undefined;
  explanations?: Readonly<Record<string, string>>;
  carried?: Readonly<Record<string, CarriedPart>> | undefined;
}

export const valuePath = (fieldKey: string): CarriedPath => `values.${fieldKey}`;
export const priorPath = (fieldKey: string): CarriedPath => `values.${fieldKey}.prior`;

interface ParsedPath {
  kind: "narrative" | "value" | "prior";
  fieldKey: string;
}

/** Field keys hold no point, so the parts cannot be mistaken for one another. */
export function parseCarriedPath(path: string): ParsedPath | undefined {
  if (path === "narrative") return { kind: "narrative", fieldKey: "" };
  const [values, fieldKey, prior, ...more] = path.split(".");
  if (values !== "values" || !fieldKey || more.length > 0) return undefined;
  if (prior === undefined) return { kind: "value", fieldKey };
  return prior === "prior" ? { kind: "prior", fieldKey } : undefined;
}

const asNumber = (value: StoredValue | undefined): NumberValue | undefined => {
  const parsed = value === undefined ? undefined : storedValues.number.safeParse(value);
  return parsed?.success ? parsed.data : undefined;
};

/** What stands at the place now. */
export function valueAt({ values, narrative }: Carrier, path: string): unknown {
  const place = parseCarriedPath(path);
  if (!place) return undefined;
  if (place.kind === "narrative") return (narrative ?? "").trim() === "" ? undefined : narrative;
  const value = Object.hasOwn(values, place.fieldKey) ? values[place.fieldKey] : undefined;
  return place.kind === "value" ? value : asNumber(value)?.prior;
}

export interface OpenPart extends CarriedPart {
  path: string;
}

/**
 * The parts that nobody has vouched for. Prose stays open however much is changed in it, until somebody says so; a
 * value that is no longer the one that was put in is somebody's own.
 */
export function openParts(answer: Carrier | undefined): OpenPart[] {
  if (answer?.carried === undefined) return [];
  return Object.entries(answer.carried).flatMap(([path, part]) => {
    if (part.confirmed) return [];
    const now = valueAt(answer, path);
    const there = path === "narrative" ? now !== undefined : same(now, part.was);
    return there ? [{ ...part, path }] : [];
  });
}

/** The answer as the report may have it: what is open is not in it. The same object where nothing is. */
export function settledAnswer<T extends Carrier>(answer: T): T {
  return openParts(answer).reduce((rest, { path }) => without(rest, path), answer);
}

function without<T extends Carrier>(answer: T, path: string): T {
  const place = parseCarriedPath(path);
  if (!place) return answer;
  if (place.kind === "narrative") {
    const { narrative: _, ...rest } = answer;
    // what was explained about words that are not there
    const explanations = Object.entries(answer.explanations ?? {}).filter(([id]) => !id.startsWith(STALE_PREFIX));
    return { ...rest, ...(answer.explanations ? { explanations: Object.fromEntries(explanations) } : {}) } as T;
  }
  const { [place.fieldKey]: value, ...others } = answer.values;
  if (place.kind === "value") return { ...answer, values: others };
  const { prior: __, ...rest } = asNumber(value) ?? {};
  return { ...answer, values: rest.now === undefined ? others : { ...others, [place.fieldKey]: rest } };
}

/** Somebody vouches for these parts: they stay, and so does where they came from. */
export function confirmParts<T extends Carrier>(answer: T, paths: readonly string[]): T {
  const open = new Set(openParts(answer).map(({ path }) => path));
  const chosen = paths.filter((path) => open.has(path));
  if (chosen.length === 0 || answer.carried === undefined) return answer;
  return {
    ...answer,
    carried: Object.fromEntries(
      Object.entries(answer.carried).map(([path, part]) => [
        path,
        chosen.includes(path) ? { ...part, confirmed: true } : part,
      ]),
    ),
  };
}

/** These parts are not used: what was put in goes, with every trace of where it came from. */
export function discardParts<T extends Carrier>(answer: T, paths: readonly string[]): T {
  const open = openParts(answer).filter(({ path }) => paths.includes(path));
  if (open.length === 0) return answer;
  const stripped = open.reduce((left, { path }) => without(left, path), answer);
  const left = Object.entries(stripped.carried ?? {}).filter(([path]) => !open.some((part) => part.path === path));
  const { carried: _, ...rest } = stripped;
  return (left.length === 0 ? rest : { ...rest, carried: Object.fromEntries(left) }) as T;
}

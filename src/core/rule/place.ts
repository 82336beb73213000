import type { Finding } from "#core/rule/finding.ts";

type Place = NonNullable<Finding["place"]>;
type Repair = NonNullable<Finding["repair"]>;

/** Where the words of a finding stand now: what was typed before them may have moved them. The nearest place is meant. */
export function locate(source: string, place: Place): { start: number; end: number } | undefined {
  if (place.text === "") return place.start <= source.length ? { start: place.start, end: place.start } : undefined;
  const found = [source.lastIndexOf(place.text, place.start), source.indexOf(place.text, place.start)].filter(
    (start) => start >= 0,
  );
  const [nearest] = found.sort((a, b) => Math.abs(a - place.start) - Math.abs(b - place.start));
  return nearest === undefined ? undefined : { start: nearest, end: nearest + place.text.length };
}

/** The change that a repair makes in the text as it stands now; undefined where its words are gone. */
export function changeOf(
  source: string,
  place: Place,
  repair: Repair,
): { from: number; to: number; insert: string } | undefined {
  const now = locate(source, place);
  if (!now) return undefined;
  const from = repair.start + now.start - place.start;
  const to = from + repair.end - repair.start;
  return source.slice(from, to) === repair.original ? { from, to, insert: repair.replacement } : undefined;
}

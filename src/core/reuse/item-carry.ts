import type { Answer } from "#core/answer/answer.ts";
import { openParts, STALE_PREFIX } from "#core/answer/carried.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { type StaleRemark, staleRemarks } from "#core/reuse/stale-text.ts";

export interface StaleFinding extends StaleRemark {
  /** stable while the words stay: the explanation is stored under it */
  id: string;
}

/** Long paragraphs are known by how they begin. */
const ID_TEXT = 40;

/** What the explanation is stored under: one covers all untouched paragraphs, and one all figures of a paragraph. */
function wordsOf({ kind, text }: StaleRemark): string {
  switch (kind) {
    case "paragraph":
      return "";
    case "figures":
      return text.trim().slice(0, ID_TEXT);
    default:
      return text;
  }
}

/** What in the prose that an item has from an earlier year may be out of date; nothing where none of it is. */
export function staleFindings(itemKey: string, answer: Answer | undefined): StaleFinding[] {
  const mark = answer?.carried?.narrative;
  const narrative = answer?.narrative ?? "";
  if (mark === undefined || typeof mark.was !== "string" || narrative.trim() === "") return [];
  const remarks = staleRemarks(narrative, { was: mark.was, year: mark.year, into: mark.into });
  const named = remarks.map((remark) => ({
    ...remark,
    id: `${STALE_PREFIX}${remark.kind}:${itemKey}:${wordsOf(remark)}`,
  }));
  // the same words twice are one finding, at the first place where they stand
  const first = new Map<string, StaleFinding>();
  for (const each of named) if (!first.has(each.id)) first.set(each.id, each);
  return [...first.values()];
}

/** What keeps an item with something from an earlier year in it from being marked as done. */
export interface CarryObstacles {
  unconfirmed: number;
  /** stale words that nobody has explained */
  stale: number;
}

export function carryObstacles(
  itemKey: string,
  answer: Answer | undefined,
  papers: readonly { record: Pick<Evidence, "carried"> }[],
): CarryObstacles {
  const unseen = papers.filter(({ record }) => record.carried !== undefined).length;
  if (answer?.carried === undefined) return { unconfirmed: unseen, stale: 0 };
  const explained = (id: string): boolean => (answer.explanations[id] ?? "").trim() !== "";
  return {
    unconfirmed: openParts(answer).length + unseen,
    stale: staleFindings(itemKey, answer).filter(({ id }) => !explained(id)).length,
  };
}

/** The prose with every year shifted whose sense is certain; the rest is for somebody to rewrite. */
export function repairStale(answer: Answer): Answer {
  const mark = answer.carried?.narrative;
  const narrative = answer.narrative ?? "";
  if (mark === undefined || typeof mark.was !== "string") return answer;
  const repaired = staleRemarks(narrative, { was: mark.was, year: mark.year, into: mark.into })
    .filter(({ replacement }) => replacement !== undefined)
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end), narrative);
  return repaired === narrative ? answer : { ...answer, narrative: repaired };
}

import type { Answer } from "#core/answer/answer.ts";
import { changedPaths } from "#core/answer/merge.ts";

/** One stored revision without its content. */
export interface RevisionMark {
  revision: number;
  savedAt: string;
  accountId: string;
  savedBy: string;
  /** the earlier revision whose content this one brought back */
  restoredFrom: number | null;
}

/** What one person did to an item within one hour, without anybody else in between. */
export interface HistorySpan {
  /** the revision that it started from; 0 = the empty item */
  base: number;
  /** its last revision: what the item was like afterwards */
  revision: number;
  accountId: string;
  savedBy: string;
  startedAt: string;
  savedAt: string;
  /** how many revisions it stands for */
  saves: number;
  restoredFrom: number | null;
}

/** Hours of the clock; every Chinese hour begins with one of UTC. */
const hour = (instant: string): string => instant.slice(0, 13);

const continues = (span: HistorySpan, mark: RevisionMark): boolean =>
  span.accountId === mark.accountId &&
  hour(span.savedAt) === hour(mark.savedAt) &&
  span.restoredFrom === null &&
  mark.restoredFrom === null;

/** Coalesces revisions, oldest first, into spans, newest first. A restored version always stands by itself. */
export function historySpans(revisions: readonly RevisionMark[]): HistorySpan[] {
  const spans: HistorySpan[] = [];
  for (const mark of revisions) {
    const last = spans.at(-1);
    if (last && continues(last, mark)) {
      last.revision = mark.revision;
      last.savedAt = mark.savedAt;
      last.saves += 1;
    } else
      spans.push({
        base: last?.revision ?? 0,
        revision: mark.revision,
        accountId: mark.accountId,
        savedBy: mark.savedBy,
        startedAt: mark.savedAt,
        savedAt: mark.savedAt,
        saves: 1,
        restoredFrom: mark.restoredFrom,
      });
  }
  return spans.reverse();
}

/** Whether what the item says has changed; the filler's own mark says nothing. */
export const contentChanged = (from: Answer, to: Answer): boolean =>
  changedPaths(from, to).some((path) => path !== "done");

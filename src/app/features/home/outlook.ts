import { daysBetween } from "#app/data/clock.ts";
import type { SubmissionSummary } from "#core/api/submission-list.ts";
import type { Progress } from "#core/submission/progress.ts";

export interface Outlook {
  /** how the line is meant; it always says so in words as well */
  tone: "calm" | "late" | "done";
  sentence: string;
}

/** "还有什么要做、什么时候截止" in one line. Days are counted from calendar day to calendar day. */
export function outlook(progress: Progress, deadline: string | null, today: string): Outlook {
  const left = progress.items - progress.done;
  const days = deadline === null ? undefined : daysBetween(today, deadline);
  if (left === 0) return { tone: "done", sentence: `${progress.items}项已全部完成${doneBefore(days)}` };
  const rest = left === progress.items ? `${left}项都未完成` : `${progress.items}项中还有${left}项未完成`;
  if (days === undefined) return { tone: "calm", sentence: rest };
  if (days > 0) return { tone: "calm", sentence: `距截止还有${days}天，${rest}` };
  if (days === 0) return { tone: "late", sentence: `今天截止，${rest}` };
  return { tone: "late", sentence: `已过截止日期${-days}天，${rest}` };
}

const doneBefore = (days: number | undefined): string =>
  days !== undefined && days > 0 ? `，距截止还有${days}天` : "";

/** The years still being worked on stand first: the newest one, and any other whose deadline has not passed. */
export function splitYears<T extends Pick<SubmissionSummary, "year" | "deadline" | "progress">>(
  all: readonly T[],
  today: string,
): { current: T[]; past: T[] } {
  const newest = Math.max(...all.map(({ year }) => year));
  const isCurrent = (each: T): boolean =>
    each.year === newest ||
    (each.deadline !== null && each.deadline >= today && each.progress.done < each.progress.items);
  const byYear = [...all].sort((a, b) => b.year - a.year);
  return { current: byYear.filter(isCurrent), past: byYear.filter((each) => !isCurrent(each)) };
}

import type { DistrictProgress } from "#core/api/cycle.ts";
import type { Problem } from "#core/api/rectification.ts";

/** Where something is settled. */
export type WorkPlace = { page: "progress" | "duties" | "problems" } | { page: "conclude"; submissionId: string };

/** One thing that waits for the city. */
export interface Work {
  key: string;
  /** decide: somebody waits for an answer · late: a day has passed · calm: good to know */
  tone: "decide" | "late" | "calm";
  text: string;
  place: WorkPlace;
}

export interface Situation {
  progress: readonly DistrictProgress[];
  problems: readonly Problem[];
  /** assigns inspectors and concludes */
  manages: boolean;
}

/** More than this of a kind are told as a number. */
const MOST_NAMED = 3;

/** What needs a decision today first, then what is late, then what merely goes on. */
export function workInHand({ progress, problems, manages }: Situation): Work[] {
  const waiting = problems.filter(({ state, may }) => state === "reported" && may.check);
  const decide = [
    ...(manages ? readyWork(progress) : []),
    ...counted(
      waiting,
      "check",
      "decide",
      "problems",
      (names) => `${waiting.length}个问题已报整改，等待核查：${names}`,
    ),
  ];
  const unread = progress.filter(({ inspectors }) => inspectors.length === 0);
  const submitted = progress.filter(({ phase }) => phase === "submitted");
  const late = progress.filter(({ overdue }) => overdue);
  const overdue = problems.filter((each) => each.overdue);
  return [
    ...decide,
    ...(manages
      ? counted(unread, "duties", "decide", "duties", (names) => `${unread.length}个区县还没有督学：${names}`)
      : []),
    ...counted(late, "late", "late", "progress", (names) => `${late.length}个区县已过期限：${names}`),
    ...counted(overdue, "overdue", "late", "problems", (names) => `${overdue.length}个整改问题已逾期：${names}`),
    ...counted(
      submitted,
      "submitted",
      "calm",
      "progress",
      (names) => `${submitted.length}个区县已报送，待开始审核：${names}`,
    ),
  ];
}

function readyWork(progress: readonly DistrictProgress[]): Work[] {
  const ready = progress.filter(
    ({ phase, reviewed, toReview }) => phase === "reviewing" && toReview > 0 && reviewed === toReview,
  );
  return ready.flatMap(({ submissionId, district }): Work[] =>
    submissionId === null
      ? []
      : [
          {
            key: `ready ${submissionId}`,
            tone: "decide",
            text: `${district}已全部审完，可以办结`,
            place: { page: "conclude", submissionId },
          },
        ],
  );
}

function counted(
  all: readonly { district: string }[],
  key: string,
  tone: Work["tone"],
  page: "progress" | "duties" | "problems",
  textOf: (names: string) => string,
): Work[] {
  if (all.length === 0) return [];
  const names = [...new Set(all.map(({ district }) => district))];
  const named = names.slice(0, MOST_NAMED).join("、");
  return [{ key, tone, text: textOf(names.length > MOST_NAMED ? `${named}等` : named), place: { page } }];
}

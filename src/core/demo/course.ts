import { chanceOf } from "#core/demo/chance.ts";
import type { DemoReviewed } from "#core/demo/stage.ts";

/** The days of a demonstration, counted from the day on which it is made. */
export const DEMO_DAYS = {
  filled: -75,
  opened: -42,
  submitBy: 5,
  reviewBy: 35,
} as const;

/** Days on which inspectors read a district, an equal part on each. */
export const READING_DAYS = 4;

export type DemoEvent =
  | { event: "submit" | "open" | "resubmit" | "open-again" | "conclude" | "plan" | "report" | "check" }
  /** one of the equal parts, counted from 0 */
  | { event: "read"; part: number }
  | { event: "return"; due: number };

export type DemoStep = DemoEvent & { day: number };

/** Days that the district has to answer a return; the late one has let them pass. */
const ANSWER_WITHIN = { late: 5, usual: 25 } as const;

/** Everything that happens to a district from its report on, in the order of its days. */
export function demoCourse(stage: DemoReviewed, seed: string, district: string, late: boolean): DemoStep[] {
  const chance = chanceOf(seed, "course", district);
  const within = late ? ANSWER_WITHIN.late : ANSWER_WITHIN.usual;
  switch (stage) {
    case "submitted":
      return [{ event: "submit", day: chance.between(-6, -1) }];
    case "reviewing":
      return reading(chance.between(-22, -12), chance.between(1, READING_DAYS - 1));
    case "returned":
      return returning(chance.between(-28, -20), within);
    case "resubmitted":
      return [
        ...returning(chance.between(-28, -20), ANSWER_WITHIN.usual),
        { event: "resubmit", day: chance.between(-4, -1) },
      ];
    case "concluded":
      return concluding(chance.between(-40, -30), chance.percent(50));
  }
}

function reading(from: number, parts: number): DemoStep[] {
  return [
    { event: "submit", day: from },
    { event: "open", day: from + 2 },
    ...Array.from({ length: parts }, (_, part) => ({ event: "read", part, day: from + 3 + part }) as const),
  ];
}

function returning(from: number, within: number): DemoStep[] {
  const day = from + 7;
  return [...reading(from, READING_DAYS), { event: "return", day, due: day + within }];
}

function concluding(from: number, returned: boolean): DemoStep[] {
  const before = returned
    ? ([
        ...returning(from, ANSWER_WITHIN.usual),
        { event: "resubmit", day: from + 12 },
        { event: "open-again", day: from + 14 },
      ] as const)
    : reading(from, READING_DAYS);
  const end = from + (returned ? 16 : 9);
  return [
    ...before,
    { event: "conclude", day: end },
    { event: "plan", day: end + 4 },
    { event: "report", day: end + 9 },
    { event: "check", day: end + 13 },
  ];
}

/** A clock that stands still until it is set; it never goes back, so that the log stays in order. */
export interface DemoClock {
  now: () => Date;
  /** the start of work so many days from today, by the order of who is at it; later, if it is later already */
  setDay: (day: number, order?: number) => void;
  /** a little later */
  pass: () => void;
  /** YYYY-MM-DD in Beijing */
  dayOf: (day: number) => string;
}

const DAY = 86_400_000;
/** 09:00 in Beijing. */
const MORNING = 60 * 60_000;
const BETWEEN = 6 * 60_000;
const A_LITTLE = 20_000;
const BEIJING = 8 * 60 * 60_000;

export function demoClock(today: Date): DemoClock {
  const midnight = Math.floor((today.getTime() + BEIJING) / DAY) * DAY;
  let now = Number.NEGATIVE_INFINITY;
  return {
    now: () => new Date(now),
    setDay: (day, order = 0) => {
      now = Math.max(now, midnight + day * DAY + MORNING + order * BETWEEN);
    },
    pass: () => {
      now += A_LITTLE;
    },
    dayOf: (day) => new Date(midnight + day * DAY).toISOString().slice(0, 10),
  };
}

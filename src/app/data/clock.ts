/** The only place that asks the machine for the time, and does not trust it: due days count by the server's clock. */
let ahead = 0;

/** A machine whose clock is minutes or days off shows the days as the server counts them. */
export function learnServerTime(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(server)) return;
  const difference = Date.now() - server;
  ahead = Math.abs(difference) > 120_000 ? difference : 0;
}

const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
const TIME = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const STAMP = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

/** Milliseconds, as the server counts them. */
export const serverNow = (): number => Date.now() - ahead;

/** Today in China, YYYY-MM-DD. */
export const today = (): string => DAY.format(new Date(serverNow()));

/** The day in China on which an instant falls, YYYY-MM-DD. */
export const localDay = (instant: string): string => DAY.format(new Date(instant));

/** An instant as 14:05, in China. */
export const clockTime = (instant: string): string => TIME.format(new Date(instant));

/** An instant as 11/8 14:05, in China. */
export const shortStamp = (instant: string): string => STAMP.format(new Date(instant));

/** Whole days from one calendar day to another; negative when it has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

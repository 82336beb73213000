/** Days are those of Beijing time, whatever the machine is set to. */
const DAY = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const TIME = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

/** YYYY-MM-DD */
export const localDay = (instant: Date): string => DAY.format(instant);

/** 14:05 */
export const localTime = (instant: Date): string => TIME.format(instant);

/** 11月8日14:05 */
export const localStamp = (instant: Date): string => {
  const [, month = "", day = ""] = localDay(instant).split("-");
  return `${Number(month)}月${Number(day)}日${localTime(instant)}`;
};

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** 2022-11-08 14:05:09 */
export const localInstant = (instant: Date): string => `${localDay(instant)} ${CLOCK.format(instant)}`;

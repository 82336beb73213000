import { expect, it } from "vitest";
import { dayText, distanceText } from "#app/ui/day-text.ts";

it("names the year of a day only when it is another one", () => {
  expect(dayText("2026-11-05", "2026-11-22")).toBe("11月5日");
  expect(dayText("2027-01-31", "2026-11-22")).toBe("2027年1月31日");
});

it.each([
  ["2026-11-22", "今天"],
  ["2026-11-23", "还有1天"],
  ["2027-11-22", "还有365天"],
  ["2026-10-31", "已过22天"],
])("says how far %s is away", (day, text) => {
  expect(distanceText(day, "2026-11-22")).toBe(text);
});

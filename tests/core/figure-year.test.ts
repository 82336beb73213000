import { expect, it } from "vitest";
import { field } from "#core/field/definition.ts";
import { figureYear } from "#core/target/figure-year.ts";

it.each([
  ["{year-1}年", 2021],
  ["{year}年1—10月", 2022],
  ["{year-2}—{year-1}学年", 2021],
  ["截至报告日", 2022],
  [undefined, 2022],
])("a figure of %s belongs to %i", (period, year) => {
  const of = field.parse({ type: "number", key: "率", label: "率", unit: "%", precision: 2, period });
  if (of.type !== "number") throw new Error("not a number field");
  expect(figureYear(of, 2022)).toBe(year);
});

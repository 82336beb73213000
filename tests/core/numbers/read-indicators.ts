import { readFileSync } from "node:fs";
import { type IndicatorTable, indicatorFile } from "#core/indicator/indicator.ts";

const file = new URL("../../../templates/indicators/education.json", import.meta.url);

/** The vocabulary that the product ships with. */
export const indicators: IndicatorTable = new Map(
  indicatorFile.parse(JSON.parse(readFileSync(file, "utf8"))).indicators.map((each) => [each.key, each]),
);

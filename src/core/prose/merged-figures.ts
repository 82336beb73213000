import { type Fault, faultsBy, missingAt } from "#core/prose/fault.ts";
import { YEAR_AHEAD } from "#core/prose/openers.ts";

/** 87%33.23% → 87%、33.23%; before a year it is a full stop that is missing. */
const afterPercent = missingAt(new RegExp(`(?<=\\d ?[%％‰])(?!${YEAR_AHEAD})(?=\\d)`, "g"), {
  kind: "merged-figures",
  certainty: "high",
  replacement: "、",
});

/** 0.500.45 → 0.50、0.45: two points in one figure, which is no date, version or outline number. */
const twoPoints = faultsBy(
  /(?<![\d.])(\d{1,6})\.(\d{2,8})\.(\d{1,4})(?![\d.])/g,
  ({ index, 1: whole = "", 2: middle = "", 3: last = "" }): Fault | undefined => {
    if (/^(19|20)\d{2}$/.test(whole)) return undefined;
    const splits = [...middle].flatMap((_, place): string[] => {
      const [first, second] = [middle.slice(0, place), middle.slice(place)];
      return place === 0 || /^0\d/.test(second) ? [] : [`${whole}.${first}、${second}.${last}`];
    });
    // two figures of one kind are written with the same number of decimals
    const even = splits.filter((split) => split.indexOf("、") - whole.length - 1 === last.length);
    const readings = [...even, ...splits.filter((split) => !even.includes(split))];
    const [first] = readings;
    if (first === undefined) return undefined;
    const place = index + first.indexOf("、");
    const certainty = readings.length === 1 || even.length === 1 ? "high" : "medium";
    return { kind: "merged-figures", start: place, end: place, certainty, replacement: "、", readings };
  },
);

export const mergedFigureFaults = (text: string): Fault[] => [...afterPercent(text), ...twoPoints(text)];

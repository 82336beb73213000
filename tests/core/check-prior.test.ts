import { describe, expect, it } from "vitest";
import { checkSubmission } from "#core/rule/check.ts";
import { ownFigures } from "#core/submission/own-figures.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { contentOf, itemOf, templateOf } from "#tests/fixtures/core-content.ts";

const template = {
  ...templateOf(),
  cover: itemOf({
    key: "cover",
    heading: "封面",
    fields: [{ type: "number", key: "教育支出", label: "教育支出", unit: "亿元", precision: 2, prior: "2021年" }],
  }),
};
const content = (prior: string | undefined, lastYear?: SubmissionContent["lastYear"]): SubmissionContent => ({
  ...contentOf(template, {
    cover: { values: { 教育支出: { now: "25.46", ...(prior === undefined ? {} : { prior }) } } },
  }),
  lastYear,
});
const told = (given: SubmissionContent) =>
  checkSubmission(given)
    .filter(({ code }) => code === "prior.differs")
    .map(({ message, severity }) => [severity, message]);

describe("a prior value", () => {
  it("that differs from what was submitted last year has to be explained", () => {
    expect(told(content("24.70", { 教育支出: { value: "24.07", unit: "亿元" } }))).toEqual([
      ["warning", "“教育支出”的上年数填24.70亿元，上年报送的是24.07亿元；请核对，确有调整的须说明"],
    ]);
  });

  it("may be written with other zeros and in another scale", () => {
    expect(told(content("24.07", { 教育支出: { value: "240700.0", unit: "万元" } }))).toEqual([]);
  });

  it("is not judged where last year, or the value, is unknown", () => {
    expect(told(content("24.70"))).toEqual([]);
    expect(told(content(undefined, { 教育支出: { value: "24.07", unit: "亿元" } }))).toEqual([]);
    expect(told(content("24.70", { 教育支出: { value: "7", unit: "人" } }))).toEqual([]);
  });
});

it("what a submission hands on to the next year are its own figures, not its prior ones", () => {
  expect(ownFigures(template, content("24.07").answers)).toEqual({ 教育支出: { value: "25.46", unit: "亿元" } });
});

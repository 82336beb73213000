import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { STRANGER_PROBLEMS, STRANGER_SECTIONS, STRANGER_STEPS, STRANGER_YEAR } from "#tests/fixtures/stranger-items.ts";
import { strangerItems, strangerReport } from "#tests/fixtures/stranger-report.ts";
import { scoreOf } from "#tests/fixtures/stranger-score.ts";
import { STRANGER_STYLES } from "#tests/fixtures/stranger-styles.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const read = (source: string) => importReport({ source, template, indicators });

/** Nothing parts heading and text there, not even a blank: which words are the heading cannot be told. */
const WITHOUT_ANY_MARK = "no stop";

describe("a stranger's report keeps items, figures and chapters", () => {
  it.each(Object.entries(STRANGER_STYLES))("written in the style “%s”", (name, style) => {
    const source = strangerReport(style);
    const result = read(source);
    const score = scoreOf(result, strangerItems());
    expect(score.misplaced).toEqual([]);
    expect(score.wrong).toEqual([]);
    expect(score.placed).toBeGreaterThanOrEqual(score.items - 1);
    expect(score.right).toBeGreaterThanOrEqual(score.figures - 2);
    expect(result.meta.year).toBe(STRANGER_YEAR);
    expect(result.segments.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
    if (name === WITHOUT_ANY_MARK) return;
    expect(result.problems.map(({ heading }) => heading)).toEqual(STRANGER_PROBLEMS.map(({ heading }) => heading));
    expect(result.nextSteps.map(({ heading }) => heading)).toEqual(STRANGER_STEPS.map(({ heading }) => heading));
  });

  it("where it answers only every other item", () => {
    const sections = STRANGER_SECTIONS.map((section, place) => ({
      ...section,
      items: section.items.filter((_, index) => (index + place) % 2 === 0),
    }));
    const truth = strangerItems(sections);
    const score = scoreOf(read(strangerReport({ sections })), truth);
    expect(score).toMatchObject({ placed: truth.length, misplaced: [], wrong: [], right: score.figures });
  });

  it("asks about every part that it cut out of a longer one by its content", () => {
    const result = read(strangerReport(STRANGER_STYLES.merged));
    for (const [first, second] of [
      ["teacher-ethics", "compulsory-teacher-pay"],
      ["large-classes", "admissions"],
    ])
      expect(result.items.filter(({ item }) => item === first || item === second).map(({ ask }) => ask)).toEqual([
        true,
        true,
      ]);
  });
});

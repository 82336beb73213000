import { describe, expect, it } from "vitest";
import { SAMPLE_DISTRICT, sampleAnswers } from "#app/features/builder/sample-answers.ts";
import { sampleReview } from "#app/routes/sample-review.ts";
import { reviewItem } from "#core/api/review.ts";
import { freeze, freezeItem } from "#core/review/freeze.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const contentOf = (template: Template): SubmissionContent => ({
  template,
  indicators: new Map(),
  plans: [],
  district: SAMPLE_DISTRICT,
  year: template.year,
  answers: sampleAnswers(template),
  evidence: [],
  lastYear: undefined,
});

describe("a draft as an inspector would read it", () => {
  it("is what the review's own contract says, for every item", () => {
    for (const template of [smallTemplate, readTemplate("2024")]) {
      const content = contentOf(template);
      const findings = checkSubmission(content);
      for (const placed of outline(template)) {
        const sample = sampleReview(content, placed, findings);
        expect(reviewItem.safeParse(sample).error?.issues, placed.item.key).toBeUndefined();
        expect(sample.frozen.evidence).toHaveLength(placed.place.kind === "section" ? placed.item.evidence.length : 0);
        expect(sample.frozen.text).not.toContain("{{");
      }
    }
  });

  it("says of one item what the frozen whole says of it", () => {
    const content = contentOf(readTemplate("2024"));
    const findings = checkSubmission(content);
    for (const { item } of freeze(content, findings).items)
      expect(freezeItem(content, item.itemKey, findings)).toEqual(item);
  });
});

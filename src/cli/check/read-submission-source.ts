import type { CheckSource } from "#cli/check/check-source.ts";
import { coverOf } from "#core/document/cover.ts";
import { checkSubmission, scopeOf } from "#core/rule/check.ts";
import { dataFigures, writtenParagraphs } from "#core/rule/check-text.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

/** A submission is checked as the app checks it; its prose is read as it will be printed. */
export function submissionSource(content: SubmissionContent): CheckSource {
  const labels = new Map(outline(content.template).map(({ item, label }) => [item.key, label || item.heading]));
  const scope = scopeOf(content);
  const shell = coverOf(content).shell;
  return {
    data: dataFigures(scope),
    paragraphs: writtenParagraphs(scope).map(({ text, item }) => ({ text, item })),
    year: content.year,
    published: shell === "notice" || shell === "plain",
    more: checkSubmission(content).flatMap(({ code, severity, message, itemKey }) =>
      // prose, claims and publishing are told with their quotes
      /^(?:text|claim|publish)\./.test(code)
        ? []
        : [{ code, severity, message, quote: "", item: labels.get(itemKey) ?? itemKey }],
    ),
  };
}

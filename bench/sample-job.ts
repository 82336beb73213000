import { fileURLToPath } from "node:url";
import { composeReport } from "#core/document/compose.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import type { ReportDocument } from "#core/document/model.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { fileAnswer, type SubmissionContent } from "#core/submission/submission.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { findTemplate } from "#server/templates/registry.ts";

/** What is measured: the sample's report, as a file that every measured process reads. */
export interface SampleJob {
  document: ReportDocument;
  sheets: DataSheet[];
}

export async function sampleJob(): Promise<SampleJob> {
  const registry = await readTemplates(fileURLToPath(new URL("../templates", import.meta.url)));
  if (!registry.ok) throw new Error(registry.error.message);
  const sample = registry.value.sample?.submission;
  const template = sample && findTemplate(registry.value, sample.template.id, sample.template.version);
  if (!sample || !template) throw new Error("there is no sample to measure");
  const content: SubmissionContent = {
    template,
    indicators: registry.value.indicators,
    district: sample.district,
    year: sample.year,
    answers: new Map(Object.entries(sample.answers).map(([key, partial]) => [key, fileAnswer(partial)])),
    evidence: [],
  };
  const findings = checkSubmission(content);
  return { document: composeReport(content, findings), sheets: dataSheets(content, findings) };
}

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type IndicatorTable, indicatorFile } from "#core/indicator/indicator.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { fileAnswer, submissionFile } from "#core/submission/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { type PlanFile, planFile } from "#core/target/plan.ts";
import { type Template, template } from "#core/template/schema.ts";

const read = (path: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../templates/${path}`, import.meta.url)), "utf8"));

export const readTemplate = (version = "2022"): Template => template.parse(read(`cq-duty/${version}/template.json`));

export const readIndicators = (): IndicatorTable =>
  new Map(indicatorFile.parse(read("indicators/education.json")).indicators.map((each) => [each.key, each]));

export const readPlans = (): PlanFile[] =>
  readdirSync(fileURLToPath(new URL("../../templates/targets", import.meta.url)))
    .sort()
    .map((name) => planFile.parse(read(`targets/${name}`)));

export const readSample = () => submissionFile.parse(read("samples/yubei-2022/submission.json"));

/** The sample as the pure functions see it, without its evidence files. */
export function sampleContent(): SubmissionContent {
  const sample = readSample();
  return {
    template: readTemplate(),
    indicators: readIndicators(),
    plans: applyingPlans(sample.district, readPlans()),
    district: sample.district,
    year: sample.year,
    answers: new Map(Object.entries(sample.answers).map(([key, answer]) => [key, fileAnswer(answer)])),
    evidence: [],
  };
}

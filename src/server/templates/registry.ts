import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";
import type { SubmissionFile } from "#core/submission/submission.ts";
import type { PlanFile } from "#core/target/plan.ts";
import { fieldTable, sectionItems } from "#core/template/outline.ts";
import type { Template, TemplateSummary } from "#core/template/schema.ts";
import type { Bytes } from "#server/files/files.ts";

/** A complete submission to try the product with, and its evidence files by the names that it uses. */
export interface Sample {
  submission: SubmissionFile;
  open: (file: string) => Promise<Bytes>;
}

/** The checklists of this installation. Already checked when it comes here. */
export interface Registry {
  templates: readonly Template[];
  indicators: IndicatorTable;
  /** what districts and cities have set themselves, from their plans */
  plans: readonly PlanFile[];
  sample: Sample | undefined;
}

export const makeRegistry = (
  templates: readonly Template[],
  indicators: readonly Indicator[],
  plans: readonly PlanFile[],
  sample: Sample | undefined,
): Registry => ({ templates, indicators: new Map(indicators.map((each) => [each.key, each])), plans, sample });

export const findTemplate = (registry: Registry, id: string, version: string): Template | undefined =>
  registry.templates.find((each) => each.id === id && each.version === version);

export const summarise = (template: Template): TemplateSummary => ({
  id: template.id,
  version: template.version,
  title: template.title,
  year: template.year,
  standing: template.origin.standing,
  note: template.origin.note,
  sections: template.sections.length,
  items: sectionItems(template).length,
  fields: fieldTable(template).size,
});

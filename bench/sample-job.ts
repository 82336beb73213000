import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { composeReport } from "#core/document/compose.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { fileAnswer, type SubmissionContent } from "#core/submission/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import type { ImageSet } from "#report/images.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { findTemplate } from "#server/templates/registry.ts";

/** What is measured: a report, as a file that every measured process reads. */
export interface SampleJob {
  document: ReportDocument;
  sheets: DataSheet[];
  /** how many pictures stand at its end; `pictures` makes them */
  pictures: number;
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
    plans: applyingPlans(sample.district, registry.value.plans),
    district: sample.district,
    year: sample.year,
    answers: new Map(Object.entries(sample.answers).map(([key, partial]) => [key, fileAnswer(partial)])),
    evidence: [],
  };
  const findings = checkSubmission(content);
  return { document: composeReport(content, findings), sheets: dataSheets(content, findings), pictures: 0 };
}

/** The same text ten times over, each heading with an id of its own. */
export const tenfold = (job: SampleJob): SampleJob => ({
  ...job,
  document: {
    ...job.document,
    blocks: Array.from({ length: 10 }, (_, round) =>
      job.document.blocks.map((block) => ("id" in block ? { ...block, id: `${block.id}-${round}` } : block)),
    ).flat(),
  },
});

/** With a hundred photographs at its end. */
export function illustrated(job: SampleJob): SampleJob {
  const figures = [...pictures(100).keys()].map(
    (sha256, index): Block => ({ kind: "figure", sha256, caption: `图${index + 1}` }),
  );
  return { ...job, pictures: 100, document: { ...job.document, blocks: [...job.document.blocks, ...figures] } };
}

const PICTURE_BYTES = 400_000;
const SEGMENT = 60_000;

/** Pictures as the writers get them, shrunk already: a small JPEG, filled up with segments that a reader passes over. */
export function pictures(count: number): ImageSet {
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const bytes = picture(index);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return [sha256, { bytes, type: "image/jpeg" as const, width: 8, height: 8 }];
    }),
  );
}

function picture(seed: number): Uint8Array {
  const filling: Buffer[] = [];
  for (let size = SMALL.length; size < PICTURE_BYTES; size += SEGMENT) {
    const segment = Buffer.alloc(SEGMENT + 2);
    segment.writeUInt16BE(0xffef, 0);
    segment.writeUInt16BE(SEGMENT, 2);
    for (let at = 4, noise = seed * 7919 + size; at < segment.length; at += 1) {
      noise = (noise * 1103515245 + 12345) % 2147483648;
      segment[at] = noise >> 16;
    }
    filling.push(segment);
  }
  return Buffer.concat([SMALL.subarray(0, 2), ...filling, SMALL.subarray(2)]);
}

/** A JPEG of eight by eight blue points. */
const SMALL = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i" +
    "Z2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj" +
    "Y2NjY2NjY2P/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA" +
    "FQEBAQAAAAAAAAAAAAAAAAAABAb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCNAXgr/9k=",
  "base64",
);

import { type Evidence, UNDESCRIBED } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";
import { smallRegistry } from "#mocks/small-registry.ts";

/** A year whose only evidence is one stored file. */
export async function zipContent(sha256: string, size: number): Promise<SubmissionContent> {
  const { templates, indicators } = await smallRegistry();
  const [template] = templates;
  const item = template && outline(template).find(({ place }) => place.kind === "section")?.item;
  if (!template || !item) throw new Error("the small checklist has no item");
  const evidence: Evidence = {
    id: "e1",
    title: "监控录像汇编",
    fileName: "监控录像汇编.zip",
    mediaType: "application/zip",
    size,
    sha256,
    flags: [],
    revision: 1,
    ...UNDESCRIBED,
    addedAt: "2022-11-08T00:00:00Z",
    addedBy: "测试",
    inReport: false,
    links: [{ itemKey: item.key, order: 1 }],
  };
  return { template, indicators, plans: [], district: "渝北区", year: 2022, answers: new Map(), evidence: [evidence] };
}

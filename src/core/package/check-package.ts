import { checkAnswer } from "#core/answer/check-answer.ts";
import { altered, invalidPackage, type PackageFault } from "#core/package/fault.ts";
import { evidenceName, isEvidence, type Manifest } from "#core/package/manifest.ts";
import type { PackagedEvidence, PackagedSubmission } from "#core/package/packaged-submission.ts";
import { ok, type Result } from "#core/result.ts";
import { outline } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

type Items = ReadonlyMap<string, Item>;

/** Whether the documents of a package fit together: everything that is named is there, and nothing else is. */
export function checkPackage(
  manifest: Manifest,
  submission: PackagedSubmission,
  template: Template,
): Result<void, PackageFault> {
  const items: Items = new Map(outline(template).map(({ item }) => [item.key, item]));
  for (const check of [
    checkHeads(manifest, submission, template),
    checkAnswers(submission, items),
    checkAssignments(submission, items),
    checkEvidence(manifest, submission, items),
  ])
    if (!check.ok) return check;
  return ok(undefined);
}

function checkHeads(
  manifest: Manifest,
  submission: PackagedSubmission,
  template: Template,
): Result<void, PackageFault> {
  const heads = [manifest.template, submission.template, template];
  if (heads.some(({ id, version }) => id !== template.id || version !== template.version))
    return altered("目录、填报内容和清单所说的清单不同");
  return manifest.district === submission.district && manifest.year === submission.year
    ? ok(undefined)
    : altered("目录和填报内容所说的区县或年份不同");
}

function checkAnswers({ answers }: PackagedSubmission, items: Items): Result<void, PackageFault> {
  for (const [itemKey, { answer }] of Object.entries(answers)) {
    const item = items.get(itemKey);
    if (!item) return invalidPackage(`answers/${itemKey}`, "清单中没有这一条");
    const checked = checkAnswer(item, answer);
    if (!checked.ok) {
      const [fault] = checked.error;
      return invalidPackage(`answers/${itemKey}/${fault?.fieldKey ?? ""}`, fault?.message ?? "填报内容不符合要求");
    }
  }
  return ok(undefined);
}

function checkAssignments({ assignments }: PackagedSubmission, items: Items): Result<void, PackageFault> {
  const seen = new Set<string>();
  for (const { itemKey } of assignments) {
    if (!items.has(itemKey) || seen.has(itemKey))
      return invalidPackage(`assignments/${itemKey}`, "条目重复，或清单中没有这一条");
    seen.add(itemKey);
  }
  return ok(undefined);
}

function checkEvidence(
  { files }: Manifest,
  { evidence }: PackagedSubmission,
  items: Items,
): Result<void, PackageFault> {
  const stored = new Map(files.filter(({ name }) => isEvidence(name)).map((file) => [file.name, file]));
  const ids = new Set<string>();
  for (const [index, record] of evidence.entries()) {
    const place = `evidence/${index}`;
    if (ids.has(record.id)) return invalidPackage(place, "材料编号重复");
    ids.add(record.id);
    const file = stored.get(evidenceName(record.sha256));
    if (file?.sha256 !== record.sha256 || file.size !== record.size)
      return altered(`材料《${record.title}》的文件缺失、重复或不符`);
    stored.delete(file.name);
    if (record.history.at(-1) !== record.sha256) return invalidPackage(`${place}/history`, "历次文件与当前文件不符");
    const fault = linkFault(record, items);
    if (fault) return invalidPackage(`${place}/links`, fault);
  }
  const [extra] = stored.keys();
  return extra === undefined ? ok(undefined) : altered(`多出没有著录的材料“${extra}”`);
}

function linkFault({ links }: PackagedEvidence, items: Items): string | undefined {
  const seen = new Set<string>();
  for (const { itemKey, slot } of links) {
    const item = items.get(itemKey);
    if (!item || seen.has(itemKey)) return `材料重复归入一条，或清单中没有“${itemKey}”`;
    seen.add(itemKey);
    if (slot !== undefined && !item.evidence.some(({ key }) => key === slot)) return `清单中没有“${slot}”这类材料`;
  }
  return undefined;
}

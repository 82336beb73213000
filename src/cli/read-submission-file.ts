import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CommandError } from "#cli/command.ts";
import { readEvidenceFiles } from "#cli/read-evidence-files.ts";
import type { ReportSource } from "#cli/report-source.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { fileAnswer, type SubmissionFile, submissionFile } from "#core/submission/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { findItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { findTemplate, type Registry } from "#server/templates/registry.ts";

/** Reads a submission file, or the submission.json of a folder, with the evidence beside it. Every fault is named. */
export async function readSubmissionFile(path: string, registry: Registry): Promise<ReportSource> {
  const file = (await stat(path)).isDirectory() ? join(path, "submission.json") : path;
  const submission = parse(file, await readText(file));
  const { id, version } = submission.template;
  const template = findTemplate(registry, id, version);
  if (!template)
    throw new CommandError(`${file}：没有清单 ${id} ${version}，请核对 template，或先把清单放入 templates`);
  const faults = [...answerFaults(submission, template), ...linkFaults(submission, template)];
  if (faults.length > 0) throw new CommandError(faults.map((fault) => `${file}：${fault}`).join("\n"));
  const { records, paths } = await readEvidenceFiles(dirname(file), submission.evidence);
  return {
    content: {
      template,
      indicators: registry.indicators,
      plans: applyingPlans(submission.district, registry.plans),
      district: submission.district,
      year: submission.year,
      answers: new Map(Object.entries(submission.answers).map(([key, partial]) => [key, fileAnswer(partial)])),
      evidence: records,
    },
    evidence: { kind: "paths", paths },
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new CommandError(
      basename(file) === "submission.json" && error.code === "ENOENT"
        ? `${dirname(file)} 中没有 submission.json`
        : `无法读取 ${file}（${String(error.code)}）`,
    );
  }
}

function parse(file: string, text: string): SubmissionFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError(`${file} 不是有效的 JSON：${error.message}`);
  }
  const parsed = submissionFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `${file}：${issue.path.join("/") || "整个文件"}：${issue.message}（${issue.code}）`,
  );
  throw new CommandError(lines.join("\n"));
}

function answerFaults(submission: SubmissionFile, template: Template): string[] {
  return Object.entries(submission.answers).flatMap(([itemKey, partial]) => {
    const placed = findItem(template, itemKey);
    if (!placed) return [`清单中没有“${itemKey}”（submission.unknown-item）`];
    const checked = checkAnswer(placed.item, fileAnswer(partial));
    return checked.ok
      ? []
      : checked.error.map((fault) => `${fault.itemKey}/${fault.fieldKey}：${fault.message}（${fault.code}）`);
  });
}

function linkFaults(submission: SubmissionFile, template: Template): string[] {
  return submission.evidence.flatMap(({ file, links }) =>
    links.flatMap(({ item, slot }) => {
      const placed = findItem(template, item);
      if (!placed) return [`佐证材料 ${file}：清单中没有“${item}”（submission.unknown-item）`];
      return slot === undefined || placed.item.evidence.some((each) => each.key === slot)
        ? []
        : [`佐证材料 ${file}：“${item}”下没有“${slot}”这类材料（submission.unknown-slot）`];
    }),
  );
}

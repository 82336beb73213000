import type { Answer } from "#core/answer/answer.ts";
import { openParts } from "#core/answer/carried.ts";
import { checkCarried } from "#core/rule/check-carried.ts";
import { checkDocuments } from "#core/rule/check-documents.ts";
import { checkEvidence } from "#core/rule/check-evidence.ts";
import { checkNarrative } from "#core/rule/check-narrative.ts";
import { checkPrior } from "#core/rule/check-prior.ts";
import { checkRule } from "#core/rule/check-rule.ts";
import { checkStages } from "#core/rule/check-stages.ts";
import { checkText, type TextMemo } from "#core/rule/check-text.ts";
import { checkThresholds } from "#core/rule/check-threshold.ts";
import { checkValues } from "#core/rule/check-values.ts";
import { bySeverity, type Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import { itemProgress, type Missing } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { fieldTable, outline } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

/**
 * All findings of a submission, by item in report order, the gravest first within an item. Pure: `memo` only saves
 * looking at the same words again.
 */
export function checkSubmission(content: SubmissionContent, memo?: TextMemo): Finding[] {
  const scope = scopeOf(content);
  const texts = checkText(scope, memo);
  return outline(content.template).flatMap(({ item }) =>
    [...checkItem(item, scope), ...texts.filter(({ itemKey }) => itemKey === item.key)].sort(bySeverity),
  );
}

export function scopeOf(content: SubmissionContent): CheckScope {
  const fields = fieldTable(content.template);
  const value = (key: string) => {
    const owner = fields.get(key);
    return owner && content.answers.get(owner.item.key)?.values[key];
  };
  return { content, fields, lookup: { field: (key) => fields.get(key)?.field, value } };
}

export function checkItem(item: Item, scope: CheckScope): Finding[] {
  return [
    ...checkMissing(item, scope),
    ...checkValues(item, scope),
    ...item.rules.flatMap((rule) => checkRule(item, rule, scope)),
    ...item.fields.flatMap((field) => checkThresholds(item, field, scope)),
    ...checkStages(item, scope),
    ...checkPrior(item, scope),
    ...checkDocuments(item, scope),
    ...checkEvidence(item, scope),
    ...checkNarrative(item, scope),
    ...checkCarried(item, scope),
  ].sort(bySeverity);
}

/** What is missing is said only once somebody has begun: an untouched item is not a list of reproaches. */
function checkMissing(item: Item, { content }: CheckScope): Finding[] {
  const answer = content.answers.get(item.key);
  const progress = itemProgress(item, answer, content.evidence);
  if (progress.state === "empty") return [];
  return missingBut(progress.missing, answer).flatMap((missing) => missingFinding(item, missing) ?? []);
}

/** A draft that waits to be checked is told of as such, not as prose that is missing. */
const missingBut = (missing: readonly Missing[], answer: Answer | undefined): Missing[] => {
  const drafted = openParts(answer).some(({ path }) => path === "narrative");
  return missing.filter(({ kind }) => !(drafted && kind === "narrative"));
};

function missingFinding(item: Item, missing: Missing): Finding | undefined {
  const base = { itemKey: item.key, severity: "warning" as const };
  switch (missing.kind) {
    case "field":
      return {
        ...base,
        id: `missing:${item.key}:${missing.key}`,
        code: "missing.field",
        fieldKey: missing.key,
        message: `“${missing.label}”尚未填写`,
      };
    case "narrative":
      return {
        ...base,
        id: `missing:${item.key}`,
        code: "missing.narrative",
        message: "正文尚未撰写，可先采用参考文稿再修改",
      };
    case "evidence":
      return {
        ...base,
        id: `evidence.missing:${item.key}:${missing.slot}`,
        code: "evidence.missing",
        message: `缺少佐证材料“${missing.title}”，请上传或书面说明`,
      };
    case "explanation":
      // the finding about the fall itself asks for it
      return undefined;
  }
}

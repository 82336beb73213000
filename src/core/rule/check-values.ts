import { checkAnswer } from "#core/answer/check-answer.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** Values that don't fit the checklist: from a file, or answered under another version of it. The report lacks them. */
export function checkValues(item: Item, scope: CheckScope): Finding[] {
  const answer = scope.content.answers.get(item.key);
  if (answer === undefined) return [];
  const checked = checkAnswer(item, answer);
  if (checked.ok) return [];
  return checked.error.map(({ fieldKey, code, message }) => ({
    id: `value:${item.key}:${fieldKey}`,
    code,
    severity: "error",
    itemKey: item.key,
    fieldKey,
    message,
  }));
}

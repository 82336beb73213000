import type { Answer } from "#core/answer/answer.ts";
import { parseStored } from "#core/field/table.ts";
import type { FieldFault } from "#core/field/type.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { Item } from "#core/template/schema.ts";

export interface AnswerFault extends FieldFault {
  itemKey: string;
  fieldKey: string;
}

/** Holds an answer against its item: unknown fields and values out of range are refused, nothing is dropped silently. */
export function checkAnswer(item: Item, candidate: Answer): Result<Answer, AnswerFault[]> {
  const faults: AnswerFault[] = [];
  for (const [fieldKey, value] of Object.entries(candidate.values)) {
    const field = item.fields.find((known) => known.key === fieldKey);
    if (!field) {
      faults.push({
        itemKey: item.key,
        fieldKey,
        code: "answer.unknown-field",
        message: `清单中没有“${fieldKey}”这一项，请刷新页面后重试`,
      });
      continue;
    }
    const parsed = parseStored(field, value);
    if (!parsed.ok)
      faults.push({ itemKey: item.key, fieldKey, ...parsed.error, message: `${field.label}：${parsed.error.message}` });
  }
  return faults.length > 0 ? err(faults) : ok(candidate);
}

import { storedValues } from "#core/field/value.ts";
import { documentNumberFaults, isDocumentNumber } from "#core/prose/document-number.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** 文号 that do not read 机关代字〔年份〕序号号. They are pointed at, never changed. */
export function checkDocuments(item: Item, scope: CheckScope): Finding[] {
  return item.fields.flatMap((field) => {
    if (field.type !== "documents") return [];
    const rows = storedValues.documents.safeParse(scope.lookup.value(field.key) ?? []);
    if (!rows.success) return [];
    return rows.data.flatMap((row, index): Finding[] =>
      row.number === "" || isDocumentNumber(row.number)
        ? []
        : [
            {
              id: `document:${item.key}:${field.key}:${index}`,
              code: "document.number",
              severity: "warning",
              itemKey: item.key,
              fieldKey: field.key,
              message: `文号“${row.number}”不合规范，应为“机关代字〔年份〕序号号”，${exampleFor(row.number)}`,
            },
          ],
    );
  });
}

/** What the number most likely reads, where its parts are still there. */
function exampleFor(number: string): string {
  const fault = documentNumberFaults(number).find(({ replacement }) => replacement !== undefined);
  if (fault?.replacement === undefined) return "如“渝府办发〔2022〕5号”";
  return `似应为“${number.slice(0, fault.start)}${fault.replacement}${number.slice(fault.end)}”`;
}

import { isDocumentNumber } from "#core/field/list.ts";
import { storedValues } from "#core/field/value.ts";
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
              message: `文号“${row.number}”不合规范，应为“机关代字〔年份〕序号号”，如“渝府办发〔2022〕5号”`,
            },
          ],
    );
  });
}

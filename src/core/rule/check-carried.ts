import { openParts, parseCarriedPath } from "#core/answer/carried.ts";
import { evidenceOf } from "#core/evidence/evidence.ts";
import { staleFindings } from "#core/reuse/item-carry.ts";
import { isOutdated } from "#core/reuse/plan-evidence.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** What stands there from an earlier year: nobody has vouched for it yet, or its words are last year's. */
export function checkCarried(item: Item, { content }: CheckScope): Finding[] {
  const answer = content.answers.get(item.key);
  return [
    ...openParts(answer).map(({ path, year }): Finding => {
      const place = parseCarriedPath(path);
      const label = item.fields.find((field) => field.key === place?.fieldKey)?.label ?? place?.fieldKey ?? "";
      const what = place?.kind === "narrative" ? "正文" : `“${label}”${place?.kind === "prior" ? "的上期数" : ""}`;
      return {
        id: `carry.unconfirmed:${item.key}:${path}`,
        code: "carry.unconfirmed",
        severity: "error",
        itemKey: item.key,
        ...(place?.kind === "narrative" || !place ? {} : { fieldKey: place.fieldKey }),
        message: `${what}沿用自${year}年，尚未核对，不会进入报告；请核对修改后确认，或不采用`,
      };
    }),
    ...staleFindings(item.key, answer).map(
      ({ id, kind, message, start, end, text, replacement }): Finding => ({
        id,
        code: `stale.${kind}`,
        severity: "warning",
        itemKey: item.key,
        message,
        place: { start, end, text },
        ...(replacement === undefined
          ? {}
          : { repair: { start, end, original: text, replacement, offer: `改为“${replacement}”` } }),
      }),
    ),
    ...evidenceOf(item.key, content.evidence).flatMap(({ record }): Finding[] => {
      if (record.carried === undefined) return [];
      const outdated = isOutdated(record, content.year);
      return [
        {
          id: `${outdated ? "carry.outdated" : "carry.evidence"}:${item.key}:${record.id}`,
          code: outdated ? "carry.outdated" : "carry.evidence",
          severity: "error",
          itemKey: item.key,
          evidenceId: record.id,
          message: outdated
            ? `去年材料《${record.title}》有效期至${record.effectiveUntil}，已经失效；请换成现行文件，或移出本条`
            : `《${record.title}》是${record.carried}年的材料，尚未核对，不会进入目录；请确认仍然适用，或更换、移出`,
        },
      ];
    }),
  ];
}

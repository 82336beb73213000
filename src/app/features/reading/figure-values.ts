import type { AcrossRow } from "#core/api/review.ts";
import { compareDecimals, numberOfDecimal } from "#core/quantity/decimal.ts";
import { parseDecimal } from "#core/quantity/decimal-text.ts";

export interface Strip {
  dots: { name: string; value: number; text: string }[];
  median: { value: number; text: string } | undefined;
}

/** How the self scores spread. */
export function scoreStrip(rows: readonly AcrossRow[], median: string | null): Strip {
  const dots = rows.flatMap(({ district, selfScore }) => {
    const value = selfScore === null ? undefined : numberOfDecimal(selfScore);
    return selfScore === null || value === undefined ? [] : [{ name: district, value, text: selfScore }];
  });
  const middle = median === null ? undefined : numberOfDecimal(median);
  return { dots, median: median === null || middle === undefined ? undefined : { value: middle, text: median } };
}

/** A displayed figure as number and unit: 约1,234.5万元 → 1234.5 and 万元; undefined where it is no single figure. */
export function figureOf(text: string): { value: string; unit: string } | undefined {
  const found = /^[^\d−-]*([−-]?\d[\d,]*(?:\.\d+)?)([^\d]*)$/.exec(text);
  const parsed = parseDecimal(found?.[1] ?? "");
  return found && parsed.ok
    ? { value: parsed.value, unit: (found[2] ?? "").replace(/(?:多|余|以上|以下|左右)$/, "") }
    : undefined;
}

/** Every figure of the item that at least three districts state in one unit. */
export function figureStrips(
  rows: readonly Pick<AcrossRow, "district" | "figures">[],
): (Strip & { label: string; unit: string })[] {
  const labels = new Map(rows.flatMap(({ figures }) => figures.map(({ fieldKey, label }) => [fieldKey, label])));
  return [...labels].flatMap(([fieldKey, label]) => {
    const found = rows.flatMap(({ district, figures }) => {
      const figure = figureOf(figures.find((each) => each.fieldKey === fieldKey)?.text ?? "");
      return figure ? [{ name: district, ...figure }] : [];
    });
    const unit = found[0]?.unit ?? "";
    if (found.length < 3 || found.some((each) => each.unit !== unit)) return [];
    const sorted = [...found].sort((a, b) => compareDecimals(a.value, b.value));
    const middle = sorted[Math.floor(sorted.length / 2)];
    const odd = sorted.length % 2 === 1;
    return [
      {
        label,
        unit,
        dots: sorted.map(({ name, value }) => ({ name, value: Number(value), text: value })),
        median: odd && middle ? { value: Number(middle.value), text: middle.value } : undefined,
      },
    ];
  });
}

import type { Answer } from "#core/answer/answer.ts";
import { type Evidence, evidenceOf } from "#core/evidence/evidence.ts";
import { cellValue, isAnswered } from "#core/field/table.ts";
import type { FieldSource } from "#core/reuse/match-fields.ts";
import type { ItemMatch } from "#core/reuse/match-items.ts";
import type { CarryLeft, CarryPlan } from "#core/reuse/plan.ts";
import { outline, type PlacedItem, placedTitle } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

interface Known {
  from: { template: Template; answers: ReadonlyMap<string, Answer>; evidence: readonly Evidence[] };
  matches: readonly ItemMatch[];
  fields: ReadonlyMap<string, readonly FieldSource[]>;
  /** old item and field key of what no year gives away */
  neverPaths: ReadonlySet<string>;
  /** old items that nothing continues */
  left: readonly PlacedItem[];
  /** why, where the lineage says it */
  reasons: ReadonlyMap<string, string>;
}

/** Everything that was filled in and stands under none of the new items. */
export function planLeft(known: Known): Pick<CarryPlan, "dropped" | "unplaced" | "withheld"> {
  const gone = new Set(known.left.map(({ item }) => item.key));
  const proseGoesOn = new Set(
    known.matches.flatMap(({ target, sources }) =>
      target.item.prose ? sources.map(({ placed }) => placed.item.key) : [],
    ),
  );
  const goesOn = new Set([...known.fields.values()].flat().map(({ field }) => field.key));
  const result: Pick<CarryPlan, "dropped" | "unplaced" | "withheld"> = { dropped: [], unplaced: [], withheld: [] };
  for (const placed of outline(known.from.template)) {
    const { item } = placed;
    const answer = known.from.answers.get(item.key);
    const never = (key: string): boolean =>
      known.neverPaths.has(`${item.key}/${key}`) || item.fields.find((field) => field.key === key)?.carry === "never";
    for (const field of item.fields)
      if (isAnswered(field, answer?.values[field.key]) && never(field.key))
        result.withheld.push({ itemKey: item.key, title: placedTitle(placed), label: field.label });
    const parts = leftParts(item, answer, (key) => goesOn.has(key) || never(key), proseGoesOn.has(item.key));
    const evidence = gone.has(item.key)
      ? evidenceOf(item.key, known.from.evidence).flatMap(({ record }) =>
          record.carried === undefined ? [record.title] : [],
        )
      : [];
    const reason = gone.has(item.key)
      ? (known.reasons.get(item.key) ?? "本年度清单没有相应的条目")
      : "条目沿用，但这些内容在本年度清单中没有位置";
    const left: CarryLeft = { itemKey: item.key, title: placedTitle(placed), reason, parts, evidence };
    if (gone.has(item.key)) result.dropped.push(left);
    else if (parts.length > 0) result.unplaced.push(left);
  }
  return result;
}

function leftParts(
  item: Item,
  answer: Answer | undefined,
  placed: (fieldKey: string) => boolean,
  prosePlaced: boolean,
): CarryLeft["parts"] {
  const prose = answer?.narrative ?? "";
  return [
    ...(prose.trim() !== "" && !prosePlaced ? [{ path: "narrative", label: "正文", text: prose }] : []),
    ...item.fields.flatMap((field) => {
      const value = answer?.values[field.key];
      if (!isAnswered(field, value) || placed(field.key)) return [];
      const unit = field.type === "number" ? field.unit : "";
      return [{ path: `values.${field.key}`, label: field.label, text: `${cellValue(field, value)}${unit}` }];
    }),
  ];
}

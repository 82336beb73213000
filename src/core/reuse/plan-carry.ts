import { type Answer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { type CarriedPath, priorPath, settledAnswer, valueAt, valuePath } from "#core/answer/carried.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { cellValue, isAnswered } from "#core/field/table.ts";
import { parseNarrative, token } from "#core/narrative/tokens.ts";
import { carryValue, type Years } from "#core/reuse/carry-value.ts";
import { type FieldSource, matchFields } from "#core/reuse/match-fields.ts";
import { type ItemMatch, type ItemSource, matchItems } from "#core/reuse/match-items.ts";
import type { CarryItem, CarryPart, CarryPlan } from "#core/reuse/plan.ts";
import { planEvidence } from "#core/reuse/plan-evidence.ts";
import { planLeft } from "#core/reuse/plan-left.ts";
import { trace } from "#core/reuse/trace.ts";
import { placedTitle } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

export interface CarryYear {
  template: Template;
  year: number;
  answers: ReadonlyMap<string, Answer>;
  evidence: readonly Evidence[];
}

export interface CarryTarget extends CarryYear {
  /** items that their units have handed in */
  locked: ReadonlySet<string>;
}

/**
 * What of an earlier year would go where in this one: by item key, by lineage (over the versions in `known` where that
 * leads there), by likeness as a proposal. Everything that was filled in is in the plan once at least: taken over, to
 * be looked at, without a place, dropped, or withheld. Nothing is written.
 */
export function planCarry(from: CarryYear, to: CarryTarget, known: readonly Template[]): CarryPlan {
  const traced = trace(from.template, to.template, known);
  const { matches, left } = matchItems(from.template, to.template, traced);
  const scope: Scope = {
    from: { ...from, answers: new Map([...from.answers].map(([key, answer]) => [key, settledAnswer(answer)])) },
    to,
    years: { from: from.year, to: to.year },
    fields: matchFields(from.template, to.template, traced),
    matches,
  };
  const items = matches.map((match) => planItem(match, scope));
  const { dropped, unplaced, withheld } = planLeft({
    from: scope.from,
    matches,
    fields: scope.fields,
    neverPaths: new Set(items.flatMap(({ withheld: paths }) => paths)),
    left,
    reasons: traced.dropped,
  });
  return {
    fromYear: from.year,
    toYear: to.year,
    items: items.map(({ item }) => item),
    dropped,
    unplaced,
    withheld,
  };
}

interface Scope {
  from: CarryYear;
  to: CarryTarget;
  years: Years;
  fields: ReadonlyMap<string, readonly FieldSource[]>;
  matches: readonly ItemMatch[];
}

function planItem(match: ItemMatch, scope: Scope): { item: CarryItem; withheld: string[] } {
  const { target, how, sources } = match;
  const { item } = target;
  const fields = item.fields.flatMap((field) => planField(item, field, scope));
  const parts = [...planNarrative(match, scope), ...fields.flatMap(({ part }) => (part ? [part] : []))];
  const evidence = planEvidence(match, scope.from, scope.to);
  const writes = parts.some(({ value }) => value !== undefined) || evidence.length > 0;
  return {
    item: {
      itemKey: item.key,
      title: placedTitle(target),
      status: writes ? "carried" : parts.length > 0 ? "reference" : how === undefined ? "new" : "blank",
      ...(how === undefined ? {} : { how }),
      score: how === "similar" ? (sources[0]?.score ?? 0) : 1,
      sources: sources.map(({ placed }) => ({ itemKey: placed.item.key, title: placedTitle(placed) })),
      parts,
      evidence,
      locked: scope.to.locked.has(item.key),
    },
    withheld: fields.flatMap(({ withheld }) => (withheld === undefined ? [] : [withheld])),
  };
}

const isTaken = ({ to }: Scope, item: Item, path: CarriedPath): boolean => {
  const answer = to.answers.get(item.key);
  return answer !== undefined && valueAt(answer, path) !== undefined;
};

function planNarrative(match: ItemMatch, scope: Scope): CarryPart[] {
  const { target, how = "key", sources } = match;
  const { item } = target;
  const said = sources.flatMap((source) => {
    const text = scope.from.answers.get(source.placed.item.key)?.narrative ?? "";
    return text.trim() === "" ? [] : [{ source, text }];
  });
  if (!item.prose || said.length === 0) return [];
  const text = said.map((each) => renameTokens(each.text, scope.fields)).join("\n");
  const copied = (item.carry ?? "copy") === "copy" && text.length <= MAX_NARRATIVE;
  const main = said.some(({ source }) => source.main);
  const note = !copied
    ? "按清单规定只供参考"
    : main
      ? undefined
      : `由一条拆成几条，正文默认放在“${mainHeading(sources, scope)}”；也可选放在这里`;
  return [
    {
      id: `${item.key}/narrative`,
      itemKey: item.key,
      path: "narrative",
      label: "正文",
      from: {
        itemKey: said
          .map(({ source }) => source.placed.item.key)
          .join("+")
          .slice(0, 100),
        heading: said
          .map(({ source }) => source.placed.item.heading)
          .join("、")
          .slice(0, 400),
        label: "正文",
      },
      text,
      ...(copied ? { value: text } : {}),
      chosen: copied && main && how !== "similar",
      how,
      score: how === "similar" ? (sources[0]?.score ?? 0) : 1,
      taken: isTaken(scope, item, "narrative"),
      ...(note === undefined ? {} : { note }),
    },
  ];
}

/** Where the prose of a split item goes first. */
function mainHeading(sources: readonly ItemSource[], { matches }: Scope): string {
  const keys = new Set(sources.map(({ placed }) => placed.item.key));
  const main = matches.find((match) => match.sources.some(({ placed, main }) => main && keys.has(placed.item.key)));
  return main?.target.item.heading ?? "";
}

/** Tokens follow their field to its new key; what goes on nowhere stays, so that it can be seen and dealt with. */
function renameTokens(text: string, fields: ReadonlyMap<string, readonly FieldSource[]>): string {
  const renamed = new Map<string, string>();
  for (const [key, sources] of fields)
    for (const source of sources) if (source.how !== "similar" && !source.shared) renamed.set(source.field.key, key);
  return parseNarrative(text)
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const key = renamed.get(segment.field);
      return key === undefined || segment.path !== undefined ? segment.raw : token(key, segment.aspect);
    })
    .join("");
}

function planField(item: Item, field: Item["fields"][number], scope: Scope): { part?: CarryPart; withheld?: string }[] {
  return (scope.fields.get(field.key) ?? []).flatMap((source): { part?: CarryPart; withheld?: string }[] => {
    const value = scope.from.answers.get(source.item.key)?.values[source.field.key];
    if (value === undefined || !isAnswered(source.field, value)) return [];
    const carried = source.shared
      ? ({ use: "reference", note: "数据项已拆分或合并，请按本年度口径填写" } as const)
      : carryValue(source.field, value, field, scope.years);
    if (carried.use === "never") return [{ withheld: `${source.item.key}/${source.field.key}` }];
    const path = carried.use === "carried" && carried.place === "prior" ? priorPath(field.key) : valuePath(field.key);
    return [
      {
        part: {
          id: `${item.key}/${path}${source.shared ? `/${source.field.key}` : ""}`,
          itemKey: item.key,
          path,
          label: carried.use === "carried" && carried.place === "prior" ? `${field.label}（上期数）` : field.label,
          from: { itemKey: source.item.key, heading: source.item.heading, label: source.field.label },
          text: String(cellValue(source.field, value)) + unitOf(source),
          ...(carried.use === "carried" ? { value: carried.value } : { note: carried.note }),
          chosen: carried.use === "carried" && source.how !== "similar",
          how: source.how,
          score: source.score,
          taken: isTaken(scope, item, path),
        },
      },
    ];
  });
}

const unitOf = ({ field }: FieldSource): string => (field.type === "number" ? field.unit : "");

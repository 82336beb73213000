import type { Destination, ImportResult, Segment } from "#core/importer/import-result.ts";
import type { ImportPart, ImportPlan, ImportPlanItem } from "#core/importer/plan-import.ts";
import type { Range } from "#core/importer/source-line.ts";
import type { Template } from "#core/template/schema.ts";

/** A stretch of the source, where it goes, and what becomes of it. */
export interface ImportRow extends Range {
  text: string;
  kind: Destination["kind"];
  /** the item whose answer it becomes */
  itemKey: string | undefined;
  plan: ImportPlanItem | undefined;
  /** shown once, at the first stretch of its item */
  parts: readonly ImportPart[];
  /** a person may put it elsewhere */
  movable: boolean;
}

/** The whole source in its order. Blank stretches go with what precedes them. */
export function importRows(source: string, result: ImportResult, plan: ImportPlan, template: Template): ImportRow[] {
  const plans = new Map(plan.items.map((item) => [item.itemKey, item]));
  const shown = new Set<string>();
  return result.segments
    .flatMap((segment) => splitByUnit(segment, result))
    .flatMap((segment): ImportRow[] => {
      const { start, end, kind } = segment;
      const text = source.slice(start, end).trim();
      if (text === "") return [];
      const itemKey = itemOf(segment, result, template);
      const own = itemKey === undefined ? undefined : plans.get(itemKey);
      const first = itemKey !== undefined && !shown.has(itemKey);
      if (itemKey !== undefined) shown.add(itemKey);
      return [
        {
          start,
          end,
          text,
          kind,
          itemKey,
          plan: own,
          parts: first ? (own?.parts ?? []) : [],
          movable: isMovable(segment, result),
        },
      ];
    });
}

/** Neighbouring units of one item are stretches of their own: each can be moved. */
function splitByUnit(segment: Segment, { items }: ImportResult): Segment[] {
  if (segment.kind !== "item") return [segment];
  const starts = items
    .find(({ item }) => item === segment.item)
    ?.ranges.map(({ start }) => start)
    .filter((start) => start > segment.start && start < segment.end)
    .sort((a, b) => a - b);
  const cuts = [segment.start, ...(starts ?? []), segment.end];
  return cuts.slice(0, -1).map((start, place) => ({ ...segment, start, end: cuts[place + 1] ?? segment.end }));
}

function itemOf(segment: Segment, { chapters }: ImportResult, template: Template): string | undefined {
  switch (segment.kind) {
    case "item":
      return segment.item;
    case "meta":
      return template.cover.key;
    case "problems":
      return chapters.find(({ sense }) => sense === "problems")?.item;
    case "nextSteps":
      return chapters.find(({ sense }) => sense === "next-steps")?.item;
    default:
      return undefined;
  }
}

const isMovable = (segment: Segment, { items }: ImportResult): boolean =>
  segment.kind === "unplaced" || (segment.kind === "item" && items.some(({ item }) => item === segment.item));

export interface ImportCounts {
  items: number;
  ask: number;
  parts: number;
  chosen: number;
  unplaced: number;
}

export function countImport(
  result: ImportResult,
  plan: ImportPlan,
  isChosen: (part: ImportPart) => boolean,
): ImportCounts {
  const open = plan.items.filter(({ locked }) => !locked);
  const parts = open.flatMap((item) => item.parts).filter(({ value }) => value !== undefined);
  return {
    items: result.items.length,
    ask: result.items.filter(({ ask }) => ask).length,
    parts: parts.length,
    chosen: parts.filter(isChosen).length,
    unplaced: result.unplaced.length,
  };
}

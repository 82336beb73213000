import { expandYear, type FieldOf } from "#core/field/definition.ts";
import { pairsOf } from "#core/importer/similarity.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { parseNarrative } from "#core/narrative/tokens.ts";
import type { Item } from "#core/template/schema.ts";

/** What a field may be called in a text. */
export interface FieldWords {
  field: FieldOf<"number">;
  /** ways of saying it, each as weighted pairs */
  names: readonly ReadonlyMap<string, number>[];
  /** the words in front of its token in the checklist's own draft */
  draft: ReadonlyMap<string, number>;
  /** the label asks for a change: 增幅, 减少比例 */
  movement: boolean;
  /** 新增班级, 压减机构数: the change itself is counted */
  change: boolean;
  /** 减少前件数: what a change began with */
  before: boolean;
  /** 其中：…: counted within another field */
  part: boolean;
  /** the one year that the field is about */
  year: number | undefined;
}

const MOVEMENT = /增幅|增长|增量|降幅|降低|减少比例|下降|压减(?:率|比例)|提高(?:了|百分点)/;
const CHANGE = /^(?:压减|减少|新增|增加|净增|新建)/;
const BEFORE = /(?:提升|减少|调整|清理|压减|整治)前|原有|初始/;
/** words of counting that a text leaves out */
const COUNTED = /(?:总数|人数|次数|份数|件数|班数|班级数|学校数|数量|数|合计|规模)$/;

export function fieldWords(item: Item, indicators: IndicatorTable, year: number): FieldWords[] {
  const fields = item.fields.filter((field) => field.type === "number");
  const labels = fields.map(({ label, key }) => `${label}\n${key}`);
  const holders = new Map<string, number>();
  for (const label of labels)
    for (const pair of new Set(pairsOf(label))) holders.set(pair, (holders.get(pair) ?? 0) + 1);
  const weight = (pair: string): number => Math.log(1.6 + fields.length / (holders.get(pair) ?? 1));
  const drafts = draftWords(item);
  return fields.map((field): FieldWords => {
    const indicator = field.indicator === undefined ? undefined : indicators.get(field.indicator);
    const others = indicator ? [indicator.name, ...indicator.aliases] : [];
    // an indicator that several fields share tells none of them apart
    const own = fields.filter((each) => each.indicator === field.indicator).length === 1 ? others : [];
    const period = field.period === undefined ? "" : expandYear(field.period, year);
    return {
      field,
      names: [field.label, field.key, ...own].map((name) => weighted(name, weight)),
      draft: weighted(drafts.get(field.key) ?? "", weight),
      movement: MOVEMENT.test(field.label),
      change: CHANGE.test(field.label),
      before: BEFORE.test(`${field.label}\n${field.key}`),
      part: /^其中|[（(]其中/.test(field.label),
      year: yearOf(period),
    };
  });
}

/** 2021年, 2022年1—10月; a period that spans years has none */
function yearOf(period: string): number | undefined {
  const years = [...period.matchAll(/(?:19|20)\d{2}/g)].map(([digits]) => Number(digits));
  return years.length === 1 && !period.includes("以来") ? years[0] : undefined;
}

/** What stands in brackets makes a name narrower; it is said less often than the name. */
function weighted(name: string, weight: (pair: string) => number): Map<string, number> {
  const words = new Map<string, number>();
  const plain = name.replace(/^其中[:：]/, "");
  const outside = plain
    .replace(/[（(][^（）()]*[）)]/g, "\n")
    .trim()
    .replace(COUNTED, "");
  for (const pair of pairsOf(outside)) words.set(pair, weight(pair));
  for (const match of plain.matchAll(/[（(]([^（）()]*)[）)]/g))
    for (const pair of pairsOf(match[1] ?? "")) if (!words.has(pair)) words.set(pair, weight(pair) * 0.8);
  return words;
}

const REACH = 16;

function draftWords({ narrative }: Item): Map<string, string> {
  const found = new Map<string, string>();
  const segments = parseNarrative(narrative);
  for (const [place, segment] of segments.entries()) {
    if (segment.kind !== "token" || segment.aspect !== undefined || found.has(segment.field)) continue;
    const before = segments[place - 1];
    const after = segments[place + 1];
    const ahead = before?.kind === "text" ? (before.text.split(/[。；，、]/).at(-1) ?? "").slice(-REACH) : "";
    const behind =
      ahead.length < 4 && after?.kind === "text" ? (after.text.split(/[。；，、]/)[0] ?? "").slice(0, REACH) : "";
    found.set(segment.field, `${ahead}\n${behind}`);
  }
  return found;
}

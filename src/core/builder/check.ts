import { ruleFaults } from "#core/builder/check-rule.ts";
import { circularFaults, type Determined, determined } from "#core/builder/circular.ts";
import { type Draft, keysOf } from "#core/builder/draft.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import { issueText } from "#core/builder/issue-text.ts";
import type { Field } from "#core/field/definition.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { addDecimals, compareDecimals } from "#core/quantity/decimal.ts";
import { checkTemplateItem, checkWhole } from "#core/template/check.ts";
import { outline } from "#core/template/outline.ts";
import { type Item, item as itemSchema, type Template, template as templateSchema } from "#core/template/schema.ts";

interface Checked {
  /** what was looked up on the way: as long as it is the same, so are the faults */
  seen: ReadonlyMap<string, Field | undefined>;
  units: Template["units"];
  indicators: IndicatorTable;
  year: number;
  faults: BuilderFault[];
  determined: Determined[];
}

/** Keeps what was found of each item; an edit makes only the items new that it touches, or whose fields it touches. */
export type CheckMemo = WeakMap<Item, Checked>;
export const newMemo = (): CheckMemo => new WeakMap();

/**
 * Everything that is wrong with a draft, each with its place and remedy, errors first. With the memo of the last check
 * only what an edit touched is looked at again.
 */
export function checkDraft(draft: Draft, indicators: IndicatorTable, memo: CheckMemo = newMemo()): BuilderFault[] {
  const { template } = draft;
  const placed = outline(template);
  const items = placed.map(({ item }) => item);
  const fields = new Map(items.flatMap((item) => item.fields.map((field) => [field.key, field])));
  const checked = items.map((item) => checkItem(item, template, fields, indicators, memo));
  const faults = [
    ...checkWhole(template, items).map((fault): BuilderFault => ({ ...fault, severity: "error" })),
    ...frameFaults(template),
    ...pointFaults(template),
    ...retiredFaults(draft),
    ...placed.flatMap(({ item, place }) => (place.kind === "section" ? askFaults(item, template) : [])),
    ...checked.flatMap((each) => each.faults),
    ...circularFaults(checked.flatMap((each) => each.determined)),
  ];
  return [
    ...faults.filter(({ severity }) => severity === "error"),
    ...faults.filter(({ severity }) => severity !== "error"),
  ];
}

/** A draft with an error is not published. */
export const publishable = (faults: readonly BuilderFault[]): boolean =>
  faults.every(({ severity }) => severity !== "error");

function checkItem(
  item: Item,
  template: Template,
  fields: ReadonlyMap<string, Field>,
  indicators: IndicatorTable,
  memo: CheckMemo,
): Checked {
  const { units, year } = template;
  const known = memo.get(item);
  if (known && known.units === units && known.indicators === indicators && known.year === year)
    if ([...known.seen].every(([key, field]) => fields.get(key) === field)) return known;
  const seen = new Map<string, Field | undefined>();
  const get = (key: string): Field | undefined => {
    const field = fields.get(key);
    seen.set(key, field);
    return field;
  };
  const scope = {
    fields: { get, has: (key: string) => get(key) !== undefined },
    units: new Set(units.map(({ key }) => key)),
    indicators,
  };
  const checked: Checked = {
    seen,
    units,
    indicators,
    year,
    faults: [
      ...schemaFaults(item),
      ...checkTemplateItem(item, scope).map(
        (fault): BuilderFault => ({ ...fault, severity: "error", itemKey: item.key }),
      ),
      ...item.rules.flatMap((rule) => ruleFaults(item, rule, get, year)),
    ],
    determined: item.rules.flatMap((rule) => determined(item, rule)),
  };
  memo.set(item, checked);
  return checked;
}

/** What a draft may leave open and a published checklist may not. */
function schemaFaults(item: Item): BuilderFault[] {
  const parsed = itemSchema.safeParse(item);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const [list, index, ...rest] = issue.path;
    const parts = new Map<PropertyKey | undefined, readonly { key: string }[]>([
      ["fields", item.fields],
      ["rules", item.rules],
      ["evidence", item.evidence],
    ]);
    const node = parts.get(list)?.[Number(index)];
    const place = node ? [...(list === "fields" ? [] : [String(list)]), node.key, ...rest] : issue.path;
    const blank = issue.code === "too_small" && issue.origin === "string";
    return {
      code: blank ? "builder.empty" : "builder.schema",
      severity: "error",
      path: [item.key, ...place.map(String)].join("/"),
      itemKey: item.key,
      message: blank ? "尚未填写，请补上文字" : issueText(issue),
    };
  });
}

/** The same for what stands above the items. */
function frameFaults(template: Template): BuilderFault[] {
  const stub: Item = { ...template.cover, key: "stub", heading: "略", fields: [], evidence: [], rules: [] };
  const frame = {
    ...template,
    cover: stub,
    opening: stub,
    parts: template.parts.map((part) => (part.kind === "item" ? { ...part, item: stub } : part)),
    sections: template.sections.map((section) => ({ ...section, items: section.items.length === 0 ? [] : [stub] })),
  };
  const parsed = templateSchema.safeParse(frame);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const [list, index, property] = issue.path;
    const section = list === "sections" && typeof index === "number" ? template.sections[index] : undefined;
    if (section && property === "items")
      return {
        code: "builder.empty-section",
        severity: "error",
        path: `sections/${section.key}`,
        message: `“${section.heading}”下没有条目，请添加条目或删去这一节`,
      };
    if (list === "sections" && issue.path.length === 1)
      return {
        code: "builder.empty-section",
        severity: "error",
        path: "sections",
        message: "清单还没有章节，请先添加",
      };
    const blank = issue.code === "too_small" && issue.origin === "string";
    return {
      code: blank ? "builder.empty" : "builder.schema",
      severity: "error",
      path: [section ? `sections/${section.key}` : issue.path.slice(0, 2).join("/"), ...issue.path.slice(2)].join("/"),
      message: blank ? "尚未填写，请补上文字" : issueText(issue),
    };
  });
}

/** The items' points are the whole's, bonus left out. */
function pointFaults(template: Template): BuilderFault[] {
  const items = template.sections.flatMap((section) => section.items);
  const scored = items.filter(({ points }) => points !== undefined);
  const negative = scored.filter(({ points = "0" }) => compareDecimals(points, "0") < 0);
  const faults = negative.map(
    ({ key, points }): BuilderFault => ({
      code: "builder.points",
      severity: "error",
      path: key,
      itemKey: key,
      message: `分值${points}小于0，请填0或正数`,
    }),
  );
  if (scored.length === 0 && template.points === undefined) return faults;
  const sum = addDecimals(scored.flatMap(({ points, bonus }) => (bonus || points === undefined ? [] : [points])));
  if (template.points === undefined)
    return [
      ...faults,
      {
        code: "builder.points",
        severity: "warning",
        path: "points",
        message: `各项合计${sum}分，尚未写明总分，请填写`,
      },
    ];
  if (compareDecimals(sum, template.points) !== 0)
    faults.push({
      code: "builder.points",
      severity: "error",
      path: "points",
      message: `各项分值合计${sum}，与总分${template.points}不符（加分项不计），请调整分值或总分`,
    });
  return [
    ...faults,
    ...items
      .filter(({ points }) => points === undefined)
      .map(
        ({ key, heading }): BuilderFault => ({
          code: "builder.no-points",
          severity: "warning",
          path: key,
          itemKey: key,
          message: `“${heading}”没有分值，其他条目有，不计分的请填0`,
        }),
      ),
  ];
}

function retiredFaults({ template, retired }: Draft): BuilderFault[] {
  if (retired.length === 0) return [];
  const old = new Set(retired);
  return keysOf(template)
    .filter((name) => old.has(name))
    .map((name) => ({
      code: "builder.retired",
      severity: "error",
      path: name.slice(name.indexOf(":") + 1),
      message: "这个键在以前的版本中用过，后来取消了，往年数据按它保存，请换一个键",
    }));
}

/** Items that nobody can fill in, or that nobody is asked to. */
function askFaults(item: Item, template: Template): BuilderFault[] {
  const warning = (code: BuilderFault["code"], message: string): BuilderFault => ({
    code,
    severity: "warning",
    path: item.key,
    itemKey: item.key,
    message,
  });
  const nothing = !item.prose && item.fields.length === 0 && item.evidence.length === 0;
  return [
    ...(nothing
      ? [warning("builder.unreachable", `“${item.heading}”没有正文、数据项和材料，填报人无处可填，请补充或删去`)]
      : []),
    ...(item.lead === undefined && template.units.length > 0
      ? [warning("builder.no-lead", `“${item.heading}”没有责任单位，不会分给任何人，请指定`)]
      : []),
    ...(item.evidence.some(({ required }) => required) || nothing
      ? []
      : [warning("builder.no-evidence", `“${item.heading}”没有必备的佐证材料，督学无从核对，请至少设一类`)]),
  ];
}

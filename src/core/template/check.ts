import type { Field, Use } from "#core/field/definition.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { tokensOf } from "#core/narrative/tokens.ts";
import { sameDimension } from "#core/quantity/unit.ts";
import { analyse } from "#core/rule/grammar.ts";
import { stageText } from "#core/stage/token.ts";
import { checkLineage } from "#core/template/check-lineage.ts";
import { stageFieldFaults } from "#core/template/check-stages.ts";
import type { TemplateFault } from "#core/template/fault.ts";
import { outline } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** What the checks of one item look at beside the item. */
export interface TemplateScope {
  fields: Pick<ReadonlyMap<string, Field>, "get" | "has">;
  units: ReadonlySet<string>;
  indicators: IndicatorTable;
}

export function checkTemplate(template: Template, indicators: IndicatorTable): TemplateFault[] {
  const items = outline(template).map(({ item }) => item);
  const fields = new Map(items.flatMap((item) => item.fields.map((field) => [field.key, field])));
  const scope = { fields, units: new Set(template.units.map((unit) => unit.key)), indicators };
  return [...checkWhole(template, items), ...items.flatMap((item) => checkTemplateItem(item, scope))];
}

/** What can only be seen of all items together; linear in their number. */
export function checkWhole(template: Template, items: readonly Item[]): TemplateFault[] {
  const sectionParts = template.parts.filter((part) => part.kind === "sections").length;
  const keys = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key);
  return [
    ...duplicates("parts", keys(template.parts)),
    ...checkUses(items, template.cover),
    ...duplicates("items", keys(items)),
    ...duplicates("sections", keys(template.sections)),
    ...duplicates("fields", keys(items.flatMap((item) => item.fields))),
    ...duplicates("units", keys(template.units)),
    ...checkLineage(template),
    ...(sectionParts === 1
      ? []
      : [
          {
            code: "template.sections-part" as const,
            path: "parts",
            message: `须恰有一个 sections 部分，现有${sectionParts}个`,
          },
        ]),
  ];
}

export function checkTemplateItem(item: Item, { fields, units, indicators }: TemplateScope): TemplateFault[] {
  const keys = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key);
  return [
    ...duplicates(`${item.key}/evidence`, keys(item.evidence)),
    ...duplicates(`${item.key}/rules`, keys(item.rules)),
    ...item.fields.flatMap((field) => [
      ...checkKey(item, field),
      ...(field.type === "choice" ? duplicates(`${item.key}/${field.key}/options`, keys(field.options)) : []),
      ...(field.type === "stages"
        ? stageFieldFaults(field, fields).map((message) => ({
            code: "template.stages" as const,
            path: `${item.key}/${field.key}`,
            message,
          }))
        : []),
    ]),
    ...checkUnits(item, units),
    ...item.fields.flatMap((field) => checkIndicator(item, field, indicators)),
    ...checkTokens(item, fields),
    ...checkRules(item, fields),
  ];
}

function duplicates(path: string, keys: readonly string[]): TemplateFault[] {
  const seen = new Set<string>();
  const repeated = new Set(keys.filter((key) => seen.size === seen.add(key).size));
  return [...repeated].map((key) => ({
    code: "template.duplicate-key",
    path: `${path}/${key}`,
    message: `“${key}”重复，请改名；键一经使用不可再用于别处`,
  }));
}

/** A key that the expression language reads as something else could never be named in a rule. */
function checkKey(item: Item, { key }: Field): TemplateFault[] {
  const read = analyse(key, (name) => (name === key ? "yesno" : undefined));
  return read.ok && read.value.current[0] === key
    ? []
    : [
        {
          code: "template.reserved-key",
          path: `${item.key}/${key}`,
          message: `“${key}”是校验规则中的保留词，请改名`,
        },
      ];
}

/** Uses that are not a text. */
const USE_TYPES: Partial<Record<Use, Field["type"]>> = {
  shell: "choice",
  "cover-page": "yesno",
  contents: "yesno",
  release: "yesno",
  date: "date",
  "printed-on": "date",
  "published-on": "date",
};

/** The report takes its title, addressee, signatory and date from one cover field each. */
function checkUses(items: readonly Item[], cover: Item): TemplateFault[] {
  const fault = (item: Item, field: Field, message: string): TemplateFault => ({
    code: "template.use",
    path: `${item.key}/${field.key}`,
    message,
  });
  return items.flatMap((item) =>
    item.fields.flatMap((field, index) => {
      const { use } = field;
      if (use === undefined) return [];
      if (item !== cover) return [fault(item, field, "use 只能用在封面的数据项上")];
      if (use === "note") return [];
      const type = USE_TYPES[use] ?? "text";
      return [
        ...(field.type === type ? [] : [fault(item, field, `use 为 ${use} 的数据项须为 ${type} 类型`)]),
        ...(item.fields.findIndex((other) => other.use === use) === index
          ? []
          : [fault(item, field, `封面只能有一个 use 为 ${use} 的数据项`)]),
      ];
    }),
  );
}

function checkUnits(item: Item, known: ReadonlySet<string>): TemplateFault[] {
  return [...(item.lead ? [item.lead] : []), ...item.support]
    .filter((unit) => !known.has(unit))
    .map((unit) => ({
      code: "template.unknown-unit",
      path: `${item.key}/${unit}`,
      message: `责任单位“${unit}”不在 units 中`,
    }));
}

function checkIndicator(item: Item, field: Field, indicators: IndicatorTable): TemplateFault[] {
  if (field.type !== "number" || field.indicator === undefined) return [];
  const path = `${item.key}/${field.key}`;
  const indicator = indicators.get(field.indicator);
  if (!indicator)
    return [{ code: "template.unknown-indicator", path, message: `指标“${field.indicator}”不在指标库中` }];
  return sameDimension(indicator.unit, field.unit)
    ? []
    : [{ code: "template.unit-mismatch", path, message: `单位“${field.unit}”与指标单位“${indicator.unit}”不同量纲` }];
}

function checkTokens(item: Item, fields: TemplateScope["fields"]): TemplateFault[] {
  return tokensOf(item.narrative).flatMap((token): TemplateFault[] => {
    const path = `${item.key}/narrative`;
    const field = fields.get(token.field);
    if (!field) return [{ code: "template.unknown-token", path, message: `${token.raw} 指向不存在的数据项` }];
    if (field.type === "stages" && token.path !== undefined) {
      const known = stageText(field, undefined, token.path).ok;
      const message = `${token.raw} 的“${token.path}”不是 学段.支出、学段.学生数、学段.生均（可接 .上年 .增量 .增幅）`;
      return known ? [] : [{ code: "template.unknown-token", path, message }];
    }
    if (token.path !== undefined)
      return [
        { code: "template.unknown-token", path, message: `${token.raw} 的“${token.path}”不是 上年、增量、增幅、数值` },
      ];
    if (token.aspect && token.aspect !== "数值" && (field.type !== "number" || field.prior === undefined))
      return [{ code: "template.unknown-token", path, message: `${token.raw} 所指数据项没有上期数` }];
    return [];
  });
}

function checkRules(item: Item, fields: TemplateScope["fields"]): TemplateFault[] {
  return item.rules.flatMap((rule): TemplateFault[] => {
    const path = `${item.key}/rules/${rule.key}`;
    const fault = (message: string): TemplateFault => ({ code: "template.rule", path, message });
    const faults = rule.field !== undefined && !fields.has(rule.field) ? [fault(`field“${rule.field}”不存在`)] : [];
    for (const expression of [rule.expect, ...(rule.when === undefined ? [] : [rule.when])]) {
      const analysed = analyse(expression, (name) => fields.get(name)?.type);
      if (!analysed.ok)
        faults.push(fault(`第${analysed.error.from + 1}字处：${analysed.error.message}（${analysed.error.code}）`));
      else {
        for (const name of analysed.value.unknown) faults.push(fault(`“${name}”不是数据项或函数`));
        for (const name of analysed.value.prior) {
          const field = fields.get(name);
          if (field?.type !== "number" || field.prior === undefined) faults.push(fault(`“${name}”没有上期数`));
        }
      }
    }
    return faults;
  });
}

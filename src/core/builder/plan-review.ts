import { type NamedAim, namedAims } from "#core/builder/plan-aims.ts";
import type { PlanOutline } from "#core/builder/plan-outline.ts";
import type { FieldOf } from "#core/field/definition.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { PlanFile } from "#core/target/plan.ts";
import type { Item, Rule, Section, Template } from "#core/template/schema.ts";

/**
 * The checklist by which a place evaluates each year how its plan is carried out: the outline's tasks as items, every aim
 * of the plan as a figure with baseline, target year and direction. `frame` lends the cover. The fault names aims
 * that no task claims: none is dropped silently.
 */
export function planReview(
  outline: PlanOutline,
  file: PlanFile,
  frame: Template,
  indicators: IndicatorTable,
): Result<Template, string> {
  const aims = namedAims(file.records, indicators);
  const names = new FieldNames(frame.cover.fields.map(({ key }) => key));
  const items = outline.sections.flatMap((section) => section.items);
  const homeless = aims.filter(({ line }) => !items.some((item) => claims(item, line)));
  if (homeless.length > 0)
    return err(`大纲没有收入：${homeless.map(({ name, line }) => `${name}（第${line}行）`).join("、")}`);
  const placed = new Set<NamedAim>();
  const sections = outline.sections.map(
    ({ key, heading, items: tasks }): Section => ({
      key,
      heading,
      items: tasks.map((task) => {
        const own = aims.filter((aim) => !placed.has(aim) && claims(task, aim.line));
        for (const aim of own) placed.add(aim);
        return itemOf(task, own, outline, file, names);
      }),
    }),
  );
  return ok({
    $schema: "../../../template.schema.json",
    format: 1,
    id: outline.id,
    version: outline.version,
    title: outline.title,
    year: outline.year,
    origin: {
      plan: file.plan.title,
      ...(file.plan.documentNumber === undefined ? {} : { documentNumber: file.plan.documentNumber }),
      issuer: outline.issuer,
      standing: "reconstructed",
      note: "任务由规划文本归纳，目标取自规划目标记录（templates/targets）；规划未规定年度评估的格式，正式使用前请对照原文核对。",
    },
    reportTitle: outline.reportTitle,
    numbering: "running",
    layout: { annexes: ["targets", "data", "no-decrease", "other", "evidence", "explanations", "pictures"] },
    plan: file.plan,
    lineage: [],
    units: outline.units,
    ...frameOf(outline, frame),
    sections,
  });
}

const claims = ({ lines }: PlanOutline["sections"][number]["items"][number], line: number): boolean =>
  lines.some(([from, to]) => from <= line && line <= to);

/** Keys out of the plan's own names: letters and digits only, each once. */
class FieldNames {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set([...taken, "主要问题", "下一步举措"]);
  }

  take(name: string): string {
    const plain = [...name].filter((sign) => /[\p{Script=Han}A-Za-z0-9]/u.test(sign)).join("");
    const base = (/^\d/.test(plain) ? `指标${plain}` : plain).slice(0, 36);
    let key = base;
    for (let count = 2; this.#taken.has(key); count += 1) key = `${base}${count}`;
    this.#taken.add(key);
    return key;
  }
}

type Task = PlanOutline["sections"][number]["items"][number];

function itemOf(task: Task, aims: readonly NamedAim[], outline: PlanOutline, file: PlanFile, names: FieldNames): Item {
  const fields = aims.map((aim) => fieldOf(aim, names));
  return {
    key: task.key,
    heading: task.heading,
    guidance: `${task.guidance}${fields.length === 0 ? "" : "各项数据填年底数，与统计口径一致；未到考核时点的填当前进度。"}`,
    basis: [{ text: `《${file.plan.title}》中的相应任务`, ...numbered(file.plan), standing: "source" }],
    lead: task.lead,
    support: task.support,
    fields,
    evidence: [
      { key: "proof", title: task.proof ?? "本年度推进情况的文件、台账或总结", required: true },
      ...(fields.length === 0
        ? []
        : [{ key: "figures", title: "数据来源：统计报表或部门确认的数据表", required: true }]),
    ],
    rules: fields.flatMap((field) => rulesOf(field)),
    narrative: narrativeOf(task, fields, outline),
    prose: true,
  };
}

const numbered = ({ documentNumber }: PlanFile["plan"]) => (documentNumber === undefined ? {} : { documentNumber });

const isYearly = ({ operator }: NamedAim["aim"]): boolean => operator === "increase" || operator === "decrease";

function fieldOf({ name, unit, precision, aim, indicator }: NamedAim, names: FieldNames): FieldOf<"number"> {
  return {
    type: "number",
    key: names.take(name),
    label: name,
    period: "{year}年",
    required: true,
    unit,
    precision,
    ...(unit === "百分点" ? {} : { min: "0" }),
    ...(unit === "%" ? { max: "100" } : {}),
    ...(isYearly(aim) && unit !== "百分点" ? { prior: "{year-1}年" } : {}),
    ...(indicator === undefined ? {} : { indicator }),
    aim,
  };
}

/** 只增不减 is a rule of every year; other aims are measured by the way to their target year. */
function rulesOf({ key, label, prior, aim }: FieldOf<"number">): Rule[] {
  if (prior === undefined || aim?.operator !== "increase" || compareDecimals(aim.value, "0") !== 0) return [];
  return [
    {
      key: `keep-${keyHash(key)}`,
      expect: `${key} >= 上年.${key}`,
      severity: "warning",
      message: `${label}低于上年，规划要求只增不减`,
      field: key,
      standing: "source",
    },
  ];
}

/** A rule's key is of Latin letters: the field's characters by their numbers, folded into five digits. */
const keyHash = (key: string): string =>
  String([...key].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 99_991, 7));

function narrativeOf(task: Task, fields: readonly FieldOf<"number">[], { place }: PlanOutline): string {
  const figures = fields.map(({ key, label, prior }) =>
    prior === undefined ? `${label}为{{${key}}}` : `${label}为{{${key}}}，上年为{{${key}.上年}}`,
  );
  const said = figures.length === 0 ? "" : `截至年底，${figures.join("；")}。`;
  return `本年度，我${place}推进“${task.heading}”，主要做法和成效如下。${said}`;
}

function frameOf({ place, units }: PlanOutline, frame: Template): Pick<Template, "cover" | "opening" | "parts"> {
  const lead = units[0]?.key;
  const chapter = (
    key: string,
    heading: string,
    guidance: string,
    field: string,
    hint: string,
  ): Template["parts"][number] => ({
    kind: "item",
    key,
    heading,
    item: {
      key,
      heading,
      guidance,
      basis: [],
      ...(lead === undefined ? {} : { lead }),
      support: [],
      fields: [{ type: "entries", key: field, label: field, hint, required: true }],
      evidence: [],
      rules: [],
      narrative: "",
      prose: true,
    },
  });
  return {
    cover: { ...frame.cover, ...(lead === undefined ? {} : { lead }), support: [] },
    opening: {
      key: "opening",
      heading: "引言",
      guidance: "用一段话交代评估依据、范围、时点和总体结论，不写具体数据。",
      basis: [],
      ...(lead === undefined ? {} : { lead }),
      support: [],
      fields: [],
      evidence: [],
      rules: [],
      narrative: `按照规划实施的要求，我${place}对本年度规划任务推进情况和目标完成情况作了评估，现将有关情况报告如下。`,
      prose: true,
    },
    parts: [
      { kind: "sections", key: "progress", heading: "规划任务推进和目标完成情况" },
      chapter(
        "problems",
        "存在的主要问题",
        "逐条写滞后的目标和推进不力的任务：差多少、原因何在。",
        "主要问题",
        "每条一个小标题，末尾不加句号",
      ),
      chapter(
        "next-steps",
        "下一步工作安排",
        "与问题逐条对应，写明举措、责任单位和完成时限；需要调整目标的，说明理由。",
        "下一步举措",
        "与所列问题逐条对应",
      ),
    ],
  };
}

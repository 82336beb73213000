import type { Answer } from "#core/answer/answer.ts";
import { expressionFaults } from "#core/builder/expression-faults.ts";
import type { Field } from "#core/field/definition.ts";
import { isAnswered } from "#core/field/table.ts";
import { scopeOf } from "#core/rule/check.ts";
import { checkRule } from "#core/rule/check-rule.ts";
import { analyse, PRIOR, REPORT_YEAR } from "#core/rule/grammar.ts";
import { findItem } from "#core/template/outline.ts";
import type { Rule, Template } from "#core/template/schema.ts";

/** One proposal of an expression's editor. */
export interface Completion {
  kind: "field" | "prior" | "function" | "word";
  /** what is written */
  insert: string;
  /** what it is, in one line */
  detail: string;
}

const FUNCTIONS: readonly Completion[] = [
  { kind: "function", insert: "合计(", detail: "合计(甲, 乙, …)：各数相加" },
  { kind: "function", insert: "差(", detail: "差(甲, 乙)：甲减乙" },
  { kind: "function", insert: "积(", detail: "积(甲, 乙)：甲乘乙" },
  { kind: "function", insert: "商(", detail: "商(甲, 乙, 小数位数)：甲除以乙，四舍五入" },
  { kind: "function", insert: "增幅(", detail: "增幅(本期, 上期)：增长的百分数，两位小数" },
];
const WORDS: readonly Completion[] = [
  { kind: "word", insert: "and", detail: "并且" },
  { kind: "word", insert: "or", detail: "或者" },
  { kind: "word", insert: "not(", detail: "not(条件)：不是" },
  { kind: "word", insert: "null", detail: "没有填写，例如 文号 != null" },
  { kind: "word", insert: REPORT_YEAR, detail: "报告年度，例如 2022" },
];
const TYPES: Partial<Record<Field["type"], string>> = {
  text: "文字",
  paragraph: "文字",
  date: "日期",
  choice: "选项",
  yesno: "是否",
};
const MOST = 50;

/** Made once for a list of fields: it is asked for at every key. */
const proposals = new WeakMap<readonly Field[], { own: Completion[]; priors: { key: string; label: string }[] }>();

function proposalsOf(fields: readonly Field[]) {
  const known = proposals.get(fields);
  if (known) return known;
  const made = {
    own: fields.flatMap((field): Completion[] => {
      const what = field.type === "number" ? `数字，${field.unit || "无单位"}` : TYPES[field.type];
      return what === undefined ? [] : [{ kind: "field", insert: field.key, detail: `${field.label}（${what}）` }];
    }),
    priors: fields.flatMap((field) => (field.type === "number" && field.prior !== undefined ? [field] : [])),
  };
  proposals.set(fields, made);
  return made;
}

/** Behind these something is still to come. */
const OPEN_END = /(^|[=<>(,.]|(?:^|\s)(?:and|or|then|else|if|between|in))\s*$/;

/**
 * What may be written at a place of an expression; `from` is where what is typed already begins. Unless it is asked
 * for, nothing is proposed where a name would not stand, or where what is typed needs no completing.
 */
export function complete(
  expression: string,
  at: number,
  fields: readonly Field[],
  asked = true,
): { from: number; options: Completion[] } {
  const before = expression.slice(0, at);
  const typed = /[\p{Script=Han}A-Za-z0-9]*$/u.exec(before)?.[0] ?? "";
  const from = at - typed.length;
  const rest = before.slice(0, from);
  if (!asked && (/^\d+$/.test(typed) || inText(rest) || (typed === "" && !OPEN_END.test(before))))
    return { from, options: [] };
  const afterPrior = new RegExp(`${PRIOR}\\s*\\.\\s*$`, "u").test(rest);
  const { own, priors } = proposalsOf(fields);
  const past = priors.map(
    ({ key, label }): Completion => ({
      kind: "prior",
      insert: afterPrior ? key : `${PRIOR}.${key}`,
      detail: `${label}的上期数`,
    }),
  );
  const all = afterPrior ? past : [...own, ...FUNCTIONS, ...past, ...WORDS];
  const found = all.filter(({ insert, detail }) => insert.includes(typed) || detail.includes(typed));
  const options = [
    ...found.filter(({ insert }) => insert.startsWith(typed)),
    ...found.filter(({ insert }) => !insert.startsWith(typed)),
  ].slice(0, MOST);
  return { from, options: !asked && options[0]?.insert === typed ? [] : options };
}

/** Whether a text in quotes is open there. */
const inText = (before: string): boolean => (before.replace(/\\./g, "").split('"').length - 1) % 2 === 1;

/** What a rule says to sample answers. */
export type Outcome =
  | { state: "kept" | "not-kept" | "not-applicable" }
  /** a figure that it names is not filled in */
  | { state: "silent"; missing: string[] }
  /** offsets into the expression that is wrong */
  | { state: "fault"; in: "expect" | "when"; from: number; to: number; message: string };

export const OUTCOME_TEXT: Record<Outcome["state"], string> = {
  kept: "通过",
  "not-kept": "不通过，会提示",
  "not-applicable": "条件不成立，不校验",
  silent: "所涉数据还没有填，暂不校验",
  fault: "表达式有误",
};

/** Evaluates a rule as the checks of a submission would, on sample answers. */
export function tryRule(
  template: Template,
  itemKey: string,
  rule: Rule,
  sample: { year: number; answers: ReadonlyMap<string, Answer> },
): Outcome {
  const content = { template, indicators: new Map(), plans: [], district: "样例", evidence: [], ...sample };
  const scope = scopeOf(content);
  const fields = {
    get: (key: string) => scope.fields.get(key)?.field,
    keys: () => scope.fields.keys(),
  };
  const missing: string[] = [];
  const optional = new Set<string>();
  for (const name of ["expect", "when"] as const) {
    const analysed = analyse(rule[name] ?? "true", (key) => scope.fields.get(key)?.field.type);
    if (!analysed.ok) return { state: "fault", in: name, ...analysed.error };
    const [mark] = expressionFaults(rule[name] ?? "", fields);
    if (mark) return { state: "fault", in: name, ...mark };
    for (const key of analysed.value.optional) optional.add(key);
    missing.push(...[...analysed.value.current, ...analysed.value.prior].filter((key) => !filled(key, scope)));
  }
  const wanting = [...new Set(missing)].filter((key) => !optional.has(key));
  if (wanting.length > 0) return { state: "silent", missing: wanting };
  const item = findItem(template, itemKey)?.item;
  if (!item) return { state: "not-applicable" };
  const [finding] = checkRule(item, { ...rule, from: sample.year, to: sample.year }, scope);
  if (finding?.code === "rule.failed") return { state: "not-kept" };
  if (finding) return { state: "fault", in: "expect", from: 0, to: rule.expect.length, message: finding.message };
  if (rule.when === undefined) return { state: "kept" };
  // whether the condition holds: a rule that expects the opposite of it
  const [applies] = checkRule(item, { ...rule, expect: `not(${rule.when})`, when: "true" }, scope);
  return { state: applies ? "kept" : "not-applicable" };
}

function filled(key: string, { lookup }: ReturnType<typeof scopeOf>): boolean {
  const field = lookup.field(key);
  return field !== undefined && isAnswered(field, lookup.value(key));
}

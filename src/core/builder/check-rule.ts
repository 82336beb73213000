import { parseExpression } from "feelin";
import { possible, samplesOf } from "#core/builder/bounds.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Field } from "#core/field/definition.ts";
import { numberOfDecimal } from "#core/quantity/decimal.ts";
import { parseUnit } from "#core/quantity/unit.ts";
import { evaluateRule, type RuleScope } from "#core/rule/expression.ts";
import { analyse, type References } from "#core/rule/grammar.ts";
import type { Item, Rule } from "#core/template/schema.ts";

type Fields = (key: string) => Field | undefined;
type Node = ReturnType<typeof parseExpression>["topNode"];

/** What a rule is wrong about beyond its grammar: units, years, and whether any figures could ever keep it. */
export function ruleFaults(item: Item, rule: Rule, fields: Fields, year: number): BuilderFault[] {
  const path = `${item.key}/rules/${rule.key}`;
  const fault = (code: BuilderFault["code"], severity: BuilderFault["severity"], message: string): BuilderFault => ({
    code,
    severity,
    path,
    itemKey: item.key,
    message,
  });
  const faults: BuilderFault[] = [];
  if (rule.message.trim() === "")
    faults.push(fault("builder.empty", "error", "没有写明不符合时提示什么，请补写提示语"));
  if (rule.from !== undefined && rule.to !== undefined && rule.from > rule.to)
    faults.push(fault("builder.rule-years", "error", `适用年度由${rule.from}到${rule.to}，起止颠倒，请对调`));
  else if ((rule.from ?? year) > year || (rule.to ?? year) < year)
    faults.push(
      fault("builder.rule-years", "warning", `${year}年度不在适用年度内，这条校验今年不起作用，不用的请删去`),
    );
  const analysed = [rule.expect, ...(rule.when === undefined ? [] : [rule.when])].map((expression) =>
    analyse(expression, (name) => fields(name)?.type),
  );
  if (analysed.some((each) => !each.ok || each.value.unknown.length > 0)) return faults;
  for (const expression of [rule.expect, rule.when ?? ""])
    for (const mixed of mixedUnits(expression, fields))
      faults.push(fault("builder.rule-units", "error", `${mixed}，不能相加或比较，请统一单位或换用其他数据项`));
  const used = analysed.flatMap((each) => (each.ok ? [each.value] : []));
  if (possible(rule.expect, fields) === "never")
    faults.push(fault("builder.rule-never", "error", "按数据项的取值范围，这条校验永远不能通过，请改表达式或取值范围"));
  else if (rule.when !== undefined && possible(rule.when, fields) === "never")
    faults.push(fault("builder.rule-idle", "warning", "适用条件永远不成立，这条校验不起作用，请改条件或删去"));
  else if (used.length > 0 && neverKept(rule, used, fields, year))
    faults.push(fault("builder.rule-never", "warning", "用多组样例数据试算都不能通过，请核对表达式"));
  return faults;
}

/** 万元 beside 人: figures that are added or compared must be of one unit; one that has no unit goes with any. */
function mixedUnits(expression: string, fields: Fields): string[] {
  const found: string[] = [];
  const text = (node: Node): string => expression.slice(node.from, node.to);
  const unitOf = (node: Node): { name: string; unit: string } | undefined => {
    const name = node.name === "PathExpression" ? text(node).split(".")[1]?.trim() : text(node);
    const field = node.name === "VariableName" || node.name === "PathExpression" ? fields(name ?? "") : undefined;
    if (field?.type === "number") return { name: field.key, unit: field.unit };
    if (node.name !== "FunctionInvocation" || !/^(合计|差)\s*\(/.test(text(node))) return undefined;
    const list = node.getChild("PositionalParameters");
    for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
      const unit = unitOf(child);
      if (unit) return unit;
    }
    return undefined;
  };
  const compare = (nodes: readonly Node[]): void => {
    const units = nodes.flatMap((node) => unitOf(node) ?? []);
    const [first] = units;
    const other = units.find(({ unit }) => first !== undefined && !alike(unit, first.unit));
    if (first && other)
      found.push(`“${first.name}”的单位是${first.unit || "无"}，“${other.name}”的单位是${other.unit || "无"}`);
  };
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ node }) => {
      const nodes: Node[] = [];
      for (let child = node.firstChild; child; child = child.nextSibling) nodes.push(child);
      if (node.name === "Comparison") compare(nodes);
      if (node.name === "FunctionInvocation" && /^(合计|差|增幅)\s*\(/.test(text(node)))
        for (const list of nodes.filter(({ name }) => name === "PositionalParameters")) {
          const args: Node[] = [];
          for (let child = list.firstChild; child; child = child.nextSibling) args.push(child);
          compare(args);
        }
    },
  });
  return [...new Set(found)];
}

/** Measure words go with one another (所, 个, 家, 人次); money, area, shares and quotients only with their own. */
function kindOf(base: string): string {
  if (base.includes("/")) return base;
  if (base === "%" || base === "百分点") return "share";
  return /^(元|平方米|亩|公顷|‰|℃|年|岁|小时)$/.test(base) ? base : "count";
}

/** Scale counts: a rule compares the figures as they stand, 万元 with 亿元 would be wrong by ten thousand. */
const alike = (a: string, b: string): boolean => {
  const [left, right] = [parseUnit(a), parseUnit(b)];
  return kindOf(left.base) === kindOf(right.base) && left.scale === right.scale;
};

const MOST_TRIALS = 400;

/** Tries figures that the fields take; only for rules over one to four figures and nothing else. */
function neverKept(rule: Rule, used: readonly References[], fields: Fields, year: number): boolean {
  const current = [...new Set(used.flatMap((each) => each.current))];
  const prior = [...new Set(used.flatMap((each) => each.prior))];
  const names = [...current.map((key) => ({ key, prior: false })), ...prior.map((key) => ({ key, prior: true }))];
  if (names.length === 0 || names.length > 4) return false;
  if (names.some(({ key }) => fields(key)?.type !== "number")) return false;
  const samples = names.map(({ key }) => samplesOf(fields(key)));
  let tried = 0;
  for (let index = 0; index < MOST_TRIALS; index += 1) {
    const scope = scopeAt(index, names, samples, year);
    if (!scope) break;
    const applies = rule.when === undefined ? { ok: true as const, value: true } : evaluateRule(rule.when, scope);
    if (!applies.ok || !applies.value) continue;
    const kept = evaluateRule(rule.expect, scope);
    if (!kept.ok || kept.value) return false;
    tried += 1;
  }
  return tried > 3;
}

function scopeAt(
  index: number,
  names: readonly { key: string; prior: boolean }[],
  samples: readonly (readonly string[])[],
  year: number,
): RuleScope | undefined {
  const [current, prior]: [Record<string, number>, Record<string, number>] = [{}, {}];
  let rest = index;
  for (const [at, { key, prior: before }] of names.entries()) {
    const list = samples[at] ?? [];
    const value = numberOfDecimal(list[rest % Math.max(1, list.length)] ?? "0");
    rest = Math.floor(rest / Math.max(1, list.length));
    if (value !== undefined) (before ? prior : current)[key] = value;
  }
  return rest > 0 ? undefined : { year, current, prior };
}

import { isAnswered, numberOf } from "#core/field/table.ts";
import { analyse, evaluateRule, type References, type RuleScope } from "#core/rule/expression.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item, Rule } from "#core/template/schema.ts";

/**
 * A rule gives a finding when its expression is false. While a field that it names is unanswered and the expression
 * has no truth value it stays silent; an expression that cannot be evaluated is an error finding, never "false".
 */
export function checkRule(item: Item, rule: Rule, scope: CheckScope): Finding[] {
  const { year } = scope.content;
  if (year < (rule.from ?? year) || year > (rule.to ?? year)) return [];
  const names = (expression: string) => analyse(expression, (name) => scope.fields.has(name));
  const condition = rule.when === undefined ? undefined : names(rule.when);
  const expectation = names(rule.expect);
  if (!expectation.ok) return [broken(item, rule, expectation.error.message)];
  if (condition && !condition.ok) return [broken(item, rule, condition.error.message)];
  const used = [expectation.value, ...(condition ? [condition.value] : [])];
  const unknown = used.flatMap((references) => references.unknown)[0];
  if (unknown !== undefined) return [broken(item, rule, `没有名为“${unknown}”的数据项`)];

  const values = ruleScope(used, scope);
  const incomplete = used.some((references) => !complete(references, scope));
  if (rule.when !== undefined) {
    const applies = evaluateRule(rule.when, values);
    if (!applies.ok) return incomplete ? [] : [broken(item, rule, applies.error)];
    if (applies.value !== true) return [];
  }
  const kept = evaluateRule(rule.expect, values);
  if (!kept.ok) return incomplete ? [] : [broken(item, rule, kept.error)];
  if (kept.value === true) return [];
  if (kept.value === null) return incomplete ? [] : [broken(item, rule, "表达式没有得出是或否")];
  return [
    {
      id: `rule:${item.key}:${rule.key}`,
      code: "rule.failed",
      severity: rule.severity,
      itemKey: item.key,
      fieldKey: rule.field ?? expectation.value.current[0] ?? expectation.value.prior[0],
      message: rule.message,
      ref: rule.ref,
      standing: rule.standing,
    },
  ];
}

function broken(item: Item, rule: Rule, reason: string): Finding {
  return {
    id: `rule:${item.key}:${rule.key}`,
    code: "rule.unevaluable",
    severity: "error",
    itemKey: item.key,
    fieldKey: rule.field,
    message: `校验规则“${rule.message}”无法计算：${reason}。请督导办修正清单`,
    ref: rule.ref,
    standing: rule.standing,
  };
}

const complete = (references: References, { lookup }: CheckScope): boolean =>
  references.current.every((key) => {
    const field = lookup.field(key);
    return field !== undefined && isAnswered(field, lookup.value(key));
  }) &&
  references.prior.every((key) => {
    const field = lookup.field(key);
    return field !== undefined && numberOf(field, lookup.value(key))?.prior !== undefined;
  });

function ruleScope(used: readonly References[], { content, lookup }: CheckScope): RuleScope {
  const current: Record<string, number | string | boolean | null> = {};
  const prior: Record<string, number | null> = {};
  const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
  for (const references of used) {
    for (const key of references.current) {
      const field = lookup.field(key);
      const value = lookup.value(key);
      if (field?.type === "number") current[key] = number(numberOf(field, value)?.now);
      else current[key] = typeof value === "string" || typeof value === "boolean" ? value : null;
    }
    for (const key of references.prior) {
      const field = lookup.field(key);
      prior[key] = field ? number(numberOf(field, lookup.value(key))?.prior) : null;
    }
  }
  return { year: content.year, current, prior };
}

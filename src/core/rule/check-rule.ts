import { isAnswered, numberOf } from "#core/field/table.ts";
import { numberOfDecimal } from "#core/quantity/decimal.ts";
import { err, ok, type Result } from "#core/result.ts";
import { evaluateRule, type RuleScope } from "#core/rule/expression.ts";
import type { Finding } from "#core/rule/finding.ts";
import { analyse, type References } from "#core/rule/grammar.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item, Rule } from "#core/template/schema.ts";

/**
 * A rule gives a finding when its expression is false. While a field that it names is unanswered it stays silent
 * (unless the rule itself compares that field with null); an expression that cannot be evaluated is an error finding, never "false".
 */
export function checkRule(item: Item, rule: Rule, scope: CheckScope): Finding[] {
  const { year } = scope.content;
  if (year < (rule.from ?? year) || year > (rule.to ?? year)) return [];
  const names = (expression: string) => analyse(expression, (name) => scope.fields.get(name)?.field.type);
  const condition = rule.when === undefined ? undefined : names(rule.when);
  const expectation = names(rule.expect);
  if (!expectation.ok) return [broken(item, rule, expectation.error.message)];
  if (condition && !condition.ok) return [broken(item, rule, condition.error.message)];
  const used = [expectation.value, ...(condition ? [condition.value] : [])];
  const unknown = used.flatMap((references) => references.unknown)[0];
  if (unknown !== undefined) return [broken(item, rule, `没有名为“${unknown}”的数据项`)];
  const optional = new Set(used.flatMap((references) => references.optional));
  if (!used.every((references) => complete(references, optional, scope))) return [];

  const values = ruleScope(used, scope);
  if (!values.ok) return [broken(item, rule, values.error)];
  if (rule.when !== undefined) {
    const applies = evaluateRule(rule.when, values.value);
    if (!applies.ok) return [broken(item, rule, applies.error)];
    if (!applies.value) return [];
  }
  const kept = evaluateRule(rule.expect, values.value);
  if (!kept.ok) return [broken(item, rule, kept.error)];
  if (kept.value) return [];
  return [
    {
      id: `rule:${item.key}:${rule.key}`,
      code: "rule.failed",
      // what nobody has verified never blocks
      severity: rule.standing === "unverified" ? "notice" : rule.severity,
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
    message: `校验规则“${rule.message}”无法计算：${reason}。请核对所涉数据，数据无误的请督导办修正清单`,
    ref: rule.ref,
    standing: rule.standing,
  };
}

const complete = (references: References, optional: ReadonlySet<string>, { lookup }: CheckScope): boolean =>
  references.current.every((key) => {
    if (optional.has(key)) return true;
    const field = lookup.field(key);
    return field !== undefined && isAnswered(field, lookup.value(key));
  }) &&
  references.prior.every((key) => {
    const field = lookup.field(key);
    return field !== undefined && numberOf(field, lookup.value(key))?.prior !== undefined;
  });

/** The values that the expressions name. The library knows doubles only: a figure that one cannot hold is refused. */
function ruleScope(used: readonly References[], { content, lookup }: CheckScope): Result<RuleScope, string> {
  const current: Record<string, number | string | boolean | null> = {};
  const prior: Record<string, number | null> = {};
  const inexact: string[] = [];
  const number = (text: string | undefined): number | null => {
    const exact = text === undefined ? undefined : numberOfDecimal(text);
    if (text !== undefined && exact === undefined) inexact.push(text);
    return exact ?? null;
  };
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
  return inexact.length > 0 ? err(`数字${inexact[0]}位数过多`) : ok({ year: content.year, current, prior });
}

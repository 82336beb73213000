import { evaluate } from "feelin";
import { err, ok, type Result } from "#core/result.ts";
import { callable, RULE_FUNCTIONS } from "#core/rule/functions.ts";
import { PRIOR, REPORT_YEAR } from "#core/rule/grammar.ts";

const FUNCTIONS = Object.fromEntries([...RULE_FUNCTIONS].map(([name, each]) => [name, callable(name, each)]));

export interface RuleScope {
  year: number;
  current: Readonly<Record<string, number | string | boolean | null>>;
  prior: Readonly<Record<string, number | null>>;
}

/** true or false; an error wherever the expression has no truth value or the library had to guess. */
export function evaluateRule(expression: string, scope: RuleScope): Result<boolean, string> {
  try {
    const { value, warnings } = evaluate(expression, {
      ...FUNCTIONS,
      ...scope.current,
      [PRIOR]: scope.prior,
      [REPORT_YEAR]: scope.year,
    });
    const warning = warnings[0];
    if (warning) return err(`表达式计算有误（${warning.type}）`);
    return typeof value === "boolean" ? ok(value) : err("表达式没有得出是或否");
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

import { evaluate, parseExpression } from "feelin";
import {
  addDecimals,
  divideDecimals,
  growthPercent,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { err, ok, type Result } from "#core/result.ts";

/**
 * Rules are FEEL. The library computes in doubles, so arithmetic signs are not allowed in them: sums, differences,
 * products, quotients and growth go through the functions below, which compute in decimals.
 */
export const PRIOR = "上年";
export const REPORT_YEAR = "报告年度";

const exact = (value: unknown): string | undefined =>
  typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;

const decimals =
  (compute: (values: string[]) => string | undefined) =>
  (...args: unknown[]): number | null => {
    const values = args.map(exact);
    if (values.some((value) => value === undefined)) return null;
    const result = compute(values as string[]);
    return result === undefined ? null : Number(result);
  };

/** The names that a rule may call. Each gives null where an argument is missing. */
export const RULE_FUNCTIONS: Readonly<Record<string, (...args: unknown[]) => number | null>> = {
  合计: decimals((values) => addDecimals(values)),
  差: decimals(([a = "0", b = "0"]) => subtractDecimals(a, b)),
  积: decimals(([a = "0", b = "0"]) => multiplyDecimals(a, b)),
  商: decimals(([a = "0", b = "1", places = "4"]) => divideDecimals(a, b, Number(places))),
  增幅: decimals(([now = "0", prior = "0"]) => growthPercent(now, prior)),
};

export interface References {
  /** field keys whose current value is used */
  current: string[];
  /** field keys whose prior value is used */
  prior: string[];
  /** names that are neither fields nor functions */
  unknown: string[];
}

export interface ExpressionFault {
  code: "rule.syntax" | "rule.float-arithmetic";
  message: string;
  /** offsets into the expression, UTF-16 units */
  from: number;
  to: number;
}

/** Reads which fields an expression names, without evaluating it. */
export function analyse(
  expression: string,
  isField: (name: string) => boolean,
): Result<References, ExpressionFault> {
  const references: References = { current: [], prior: [], unknown: [] };
  const faults: ExpressionFault[] = [];
  const text = (from: number, to: number): string => expression.slice(from, to);
  parseExpression(expression, { ...RULE_FUNCTIONS, [PRIOR]: {}, [REPORT_YEAR]: 0 }, undefined).iterate({
    enter: (node) => {
      if (node.type.isError)
        faults.push({ code: "rule.syntax", message: "表达式不完整或有误", from: node.from, to: node.to });
      if (node.name === "ArithOp")
        faults.push({
          code: "rule.float-arithmetic",
          message: "请改用 合计、差、积、商、增幅，加减乘除符号会有小数误差",
          from: node.from,
          to: node.to,
        });
      if (node.name === "PathExpression") {
        const [owner = "", member = ""] = text(node.from, node.to).split(".").map((part) => part.trim());
        if (owner === PRIOR) {
          (isField(member) ? references.prior : references.unknown).push(member);
          return false;
        }
      }
      if (node.name === "VariableName") {
        const name = text(node.from, node.to);
        if (isField(name)) references.current.push(name);
        else if (name !== PRIOR && name !== REPORT_YEAR && !(name in RULE_FUNCTIONS)) references.unknown.push(name);
      }
      return undefined;
    },
  });
  const fault = faults[0];
  return fault ? err(fault) : ok(references);
}

export interface RuleScope {
  year: number;
  current: Readonly<Record<string, number | string | boolean | null>>;
  prior: Readonly<Record<string, number | null>>;
}

/** true, false, or null where the expression has no truth value; an error carries the library's own message. */
export function evaluateRule(expression: string, scope: RuleScope): Result<boolean | null, string> {
  try {
    const { value, warnings } = evaluate(expression, {
      ...RULE_FUNCTIONS,
      ...scope.current,
      [PRIOR]: scope.prior,
      [REPORT_YEAR]: scope.year,
    });
    const warning = warnings[0];
    if (typeof value === "boolean") return ok(value);
    if (warning) return err(warning.message);
    return value === null ? ok(null) : err(`结果不是“是”或“否”：${String(value)}`);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

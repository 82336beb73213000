import { parseExpression } from "feelin";
import type { Field } from "#core/field/definition.ts";
import {
  addDecimals,
  compareDecimals,
  decimalOfNumber,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { addSpans, exactly, type Span, subtractSpans } from "#core/quantity/interval.ts";

/** Whether a condition can be met by figures within the limits of their fields. unknown = not looked into. */
export type Possible = "always" | "never" | "unknown";

type Node = ReturnType<typeof parseExpression>["topNode"];

const ANY: Span = {};
const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;

/** The figures that a field takes. Share-like units end at 100 unless the field says otherwise: nothing is assumed of others. */
export const spanOfField = (field: Field | undefined): Span =>
  field?.type !== "number"
    ? ANY
    : {
        ...(field.min === undefined ? {} : { from: field.min }),
        ...(field.max === undefined ? {} : { to: field.max }),
      };

/**
 * Interval reasoning on comparisons, `and`, `or` and the arithmetic of rules. Bounded: it walks the expression once. Two
 * different fields are taken as independent; `x < x` and the like are seen by the sampling.
 */
export function possible(expression: string, fields: (key: string) => Field | undefined): Possible {
  const text = (node: Node): string => expression.slice(node.from, node.to);
  const children = (node: Node): Node[] => {
    const found: Node[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling)
      if (/^[A-Z]/.test(child.name) && child.name !== "CompareOp" && !child.name.endsWith("Comment")) found.push(child);
    return found;
  };
  const span = (node: Node): Span => {
    const parts = children(node);
    const [first] = parts;
    switch (node.name) {
      case "ParenthesizedExpression":
        return first && parts.length === 1 ? span(first) : ANY;
      case "NumericLiteral":
        return NUMBER.test(text(node)) ? exactly(decimalOfNumber(Number(text(node)))) : ANY;
      case "VariableName":
        return spanOfField(fields(text(node)));
      case "PathExpression": {
        const member = parts[1];
        return member ? spanOfField(fields(text(member))) : ANY;
      }
      case "FunctionInvocation":
        return first && parts[1] ? called(text(first), children(parts[1]).map(span)) : ANY;
      default:
        return ANY;
    }
  };
  const truth = (node: Node): Possible => {
    const parts = children(node);
    const [first, second] = parts;
    switch (node.name) {
      case "Expression":
      case "ParenthesizedExpression":
        return first && parts.length === 1 ? truth(first) : "unknown";
      case "BooleanLiteral":
        return text(node) === "true" ? "always" : "never";
      case "Conjunction":
        return all(parts.map(truth));
      case "Disjunction":
        return any(parts.map(truth));
      case "Comparison": {
        const sign = node.getChild("CompareOp");
        return sign && first && second ? compared(span(first), text(sign), span(second)) : "unknown";
      }
      default:
        return "unknown";
    }
  };
  return truth(parseExpression(expression, {}, undefined).topNode);
}

const all = (parts: readonly Possible[]): Possible =>
  parts.includes("never") ? "never" : parts.every((part) => part === "always") ? "always" : "unknown";
const any = (parts: readonly Possible[]): Possible =>
  parts.includes("always") ? "always" : parts.every((part) => part === "never") ? "never" : "unknown";

function called(name: string, args: readonly Span[]): Span {
  const [a = ANY, b = ANY] = args;
  if (name === "合计") return addSpans(args);
  if (name === "差") return subtractSpans(a, b);
  if (name === "积") return product(a, b);
  // a share of two figures that are not negative is not negative
  if (name === "商" && notNegative(a) && notNegative(b)) return { from: "0" };
  return ANY;
}

const notNegative = ({ from }: Span): boolean => from !== undefined && compareDecimals(from, "0") >= 0;

function product(a: Span, b: Span): Span {
  if (!notNegative(a) || !notNegative(b)) return ANY;
  const from = multiplyDecimals(a.from ?? "0", b.from ?? "0");
  return a.to === undefined || b.to === undefined ? { from } : { from, to: multiplyDecimals(a.to, b.to) };
}

function compared(a: Span, sign: string, b: Span): Possible {
  const below = (left: string | undefined, right: string | undefined, strict: boolean): boolean =>
    left !== undefined && right !== undefined && compareDecimals(left, right) < (strict ? 0 : 1);
  switch (sign) {
    case "<":
      return below(a.to, b.from, true) ? "always" : below(b.to, a.from, false) ? "never" : "unknown";
    case "<=":
      return below(a.to, b.from, false) ? "always" : below(b.to, a.from, true) ? "never" : "unknown";
    case ">":
      return compared(b, "<", a);
    case ">=":
      return compared(b, "<=", a);
    case "=":
      return below(a.to, b.from, true) || below(b.to, a.from, true) ? "never" : "unknown";
    default:
      return "unknown";
  }
}

/** Figures to try a rule with: the ends of a field, what lies just within, and ordinary ones. */
export function samplesOf(field: Field | undefined): string[] {
  const { from, to } = spanOfField(field);
  const inside = [
    ...(from === undefined ? [] : [from, addDecimals([from, "1"])]),
    ...(to === undefined ? [] : [to, subtractDecimals(to, "1")]),
    "0",
    "1",
    "50",
    "100",
    "1000",
  ];
  return [...new Set(inside)].filter(
    (value) =>
      (from === undefined || compareDecimals(value, from) >= 0) &&
      (to === undefined || compareDecimals(value, to) <= 0),
  );
}

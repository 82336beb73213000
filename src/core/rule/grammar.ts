import { parseExpression } from "feelin";
import type { FieldTypeName } from "#core/field/definition.ts";
import { err, ok, type Result } from "#core/result.ts";
import { RULE_FUNCTIONS } from "#core/rule/functions.ts";

/**
 * Rules are a part of FEEL: comparisons, and/or/not, if, `in`, `between` and the functions of RULE_FUNCTIONS. The whole
 * language is not allowed: a comparison of text with a number is silently false there, and loops need not end.
 */
export const PRIOR = "上年";
export const REPORT_YEAR = "报告年度";
const NOT = "not";

export interface References {
  /** field keys whose current value is used */
  current: string[];
  /** of these, the ones that the expression compares with null: it says itself what holds while they are unanswered */
  optional: string[];
  /** field keys whose prior value is used */
  prior: string[];
  /** names that are neither fields nor functions */
  unknown: string[];
}

export interface ExpressionFault {
  code: "rule.syntax" | "rule.float-arithmetic" | "rule.type" | "rule.unsupported";
  message: string;
  /** offsets into the expression, UTF-16 units */
  from: number;
  to: number;
}

type Node = ReturnType<typeof parseExpression>["topNode"];
type Kind = "number" | "text" | "truth";

const KINDS: Record<FieldTypeName, Kind | undefined> = {
  number: "number",
  text: "text",
  paragraph: "text",
  date: "text",
  choice: "text",
  yesno: "truth",
  documents: undefined,
  entries: undefined,
  stages: undefined,
};

/** Reads which fields an expression names and whether it makes sense, without evaluating it. */
export function analyse(
  expression: string,
  typeOf: (name: string) => FieldTypeName | undefined,
): Result<References, ExpressionFault> {
  const tree = parseExpression(expression, {}, undefined);
  const faults: ExpressionFault[] = [];
  const fault = (
    code: ExpressionFault["code"],
    message: string,
    { from, to }: Pick<Node, "from" | "to">,
  ): undefined => {
    faults.push({ code, message, from, to });
  };
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) fault("rule.syntax", "表达式不完整或有误", node);
    },
  });
  const references: References = { current: [], optional: [], prior: [], unknown: [] };
  if (faults.length === 0) {
    const kind = new Reader(expression, typeOf, references, fault).kindOf(tree.topNode);
    if (kind !== undefined && kind !== "truth") fault("rule.type", "表达式须得出是或否", tree.topNode);
  }
  const first = faults[0];
  return first ? err(first) : ok(references);
}

/** The parts of a node that have a value: no brackets, keywords, signs or comments. */
function operands(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (/^([A-Z]|null$)/.test(child.name) && child.name !== "CompareOp" && !child.name.endsWith("Comment"))
      found.push(child);
  return found;
}

/** Walks the tree once; a kind is undefined where a fault or an unknown name has been noted already. */
class Reader {
  readonly #expression: string;
  readonly #typeOf: (name: string) => FieldTypeName | undefined;
  readonly #references: References;
  readonly #fault: (code: ExpressionFault["code"], message: string, node: Node) => undefined;

  constructor(
    expression: string,
    typeOf: (name: string) => FieldTypeName | undefined,
    references: References,
    fault: (code: ExpressionFault["code"], message: string, node: Node) => undefined,
  ) {
    this.#expression = expression;
    this.#typeOf = typeOf;
    this.#references = references;
    this.#fault = fault;
  }

  kindOf(node: Node): Kind | undefined {
    const parts = operands(node);
    const [first] = parts;
    switch (node.name) {
      case "Expression":
      case "ParenthesizedExpression":
        return first && parts.length === 1 ? this.kindOf(first) : this.#unsupported(node);
      case "NumericLiteral":
        return "number";
      case "StringLiteral":
        return "text";
      case "BooleanLiteral":
        return "truth";
      case "VariableName":
        return this.#variable(node);
      case "PathExpression":
        return this.#path(node, parts);
      case "FunctionInvocation":
        return this.#call(node, parts);
      case "Comparison":
        return this.#comparison(node, parts);
      case "Conjunction":
      case "Disjunction":
        for (const part of parts) this.#expect("truth", part);
        return "truth";
      case "IfExpression": {
        const [condition, ...branches] = parts;
        if (condition) this.#expect("truth", condition);
        return this.#same(node, branches);
      }
      case "ArithmeticExpression":
        return this.#fault("rule.float-arithmetic", "请改用 合计、差、积、商、增幅，加减乘除符号会有小数误差", node);
      default:
        return this.#unsupported(node);
    }
  }

  #text(node: Node): string {
    return this.#expression.slice(node.from, node.to);
  }

  #unsupported(node: Node): undefined {
    return this.#fault("rule.unsupported", `“${this.#text(node).slice(0, 30)}”不是校验规则可用的写法`, node);
  }

  #expect(kind: Kind, node: Node): void {
    const actual = this.kindOf(node);
    if (actual !== undefined && actual !== kind)
      this.#fault("rule.type", `此处须为${kind === "truth" ? "是或否" : "数字"}`, node);
  }

  /** The common kind of all of them. */
  #same(node: Node, parts: readonly Node[]): Kind | undefined {
    const kinds = parts.map((part) => this.kindOf(part)).filter((kind) => kind !== undefined);
    if (new Set(kinds).size > 1) return this.#fault("rule.type", "数字、文字、是否是不同的类型，不能相互比较", node);
    return kinds[0];
  }

  #variable(node: Node): Kind | undefined {
    const name = this.#text(node);
    if (name === REPORT_YEAR) return "number";
    if (name === PRIOR || name === NOT || RULE_FUNCTIONS.has(name)) return this.#unsupported(node);
    const type = this.#typeOf(name);
    if (type === undefined) {
      this.#references.unknown.push(name);
      return undefined;
    }
    this.#references.current.push(name);
    return KINDS[type] ?? this.#fault("rule.type", `“${name}”不是数字、文字或是否，不能用于校验`, node);
  }

  #path(node: Node, [owner, member]: readonly Node[]): Kind | undefined {
    if (!owner || member?.name !== "PathName" || this.#text(owner) !== PRIOR) return this.#unsupported(node);
    const name = this.#text(member);
    const type = this.#typeOf(name);
    if (type === undefined) this.#references.unknown.push(name);
    else this.#references.prior.push(name);
    return type === undefined || type === "number"
      ? "number"
      : this.#fault("rule.type", `“${name}”不是数字，没有上期数`, node);
  }

  #call(node: Node, [callee, list]: readonly Node[]): Kind | undefined {
    if (callee?.name !== "VariableName" || list?.name !== "PositionalParameters") return this.#unsupported(node);
    const name = this.#text(callee);
    const args = operands(list);
    const [least, most] = name === NOT ? [1, 1] : (RULE_FUNCTIONS.get(name)?.arity ?? [0, 0]);
    if (most === 0) {
      this.#references.unknown.push(name);
      return undefined;
    }
    if (args.length < least || args.length > most) return this.#fault("rule.type", `“${name}”的参数个数不对`, node);
    for (const arg of args) this.#expect(name === NOT ? "truth" : "number", arg);
    return name === NOT ? "truth" : "number";
  }

  #comparison(node: Node, [left, ...right]: readonly Node[]): Kind {
    const sign = node.getChild("CompareOp");
    const ordering = sign === null || !/^!?=$/.test(this.#text(sign));
    const [end, ...more] = right;
    if (left?.name === "VariableName" && end?.name === "null" && more.length === 0 && !ordering) {
      if (this.kindOf(left)) this.#references.optional.push(this.#text(left));
      return "truth";
    }
    const kind = this.#same(node, left ? [left, ...right.flatMap(tested)] : right);
    if (ordering && kind === "truth") this.#fault("rule.type", "是否只能用 = 或 != 比较", node);
    return "truth";
  }
}

/** What stands behind `in`: the values of its tests and the ends of its intervals. */
const tested = (node: Node): Node[] =>
  /^(PositiveUnaryTests?|SimplePositiveUnaryTest|Interval)$/.test(node.name) ? operands(node).flatMap(tested) : [node];

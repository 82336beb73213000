import {
  addDecimals,
  decimalOfNumber,
  divideDecimals,
  growthPercent,
  multiplyDecimals,
  numberOfDecimal,
  subtractDecimals,
} from "#core/quantity/decimal.ts";

/**
 * The names that a rule may call. The expression library computes in doubles, so arithmetic signs are not allowed in
 * rules: sums, differences, products, quotients and growth go through these, which compute in decimals.
 */
interface RuleFunction {
  /** how many arguments it takes: at least, at most */
  arity: readonly [number, number];
  /** undefined where there is no result: a quotient by zero, growth over nothing */
  compute: (values: readonly string[]) => string | undefined;
}

const MAX_PLACES = 10;

export const RULE_FUNCTIONS: ReadonlyMap<string, RuleFunction> = new Map<string, RuleFunction>([
  ["合计", { arity: [1, 100], compute: addDecimals }],
  ["差", { arity: [2, 2], compute: ([a = "0", b = "0"]) => subtractDecimals(a, b) }],
  ["积", { arity: [2, 2], compute: ([a = "0", b = "0"]) => multiplyDecimals(a, b) }],
  ["商", { arity: [2, 3], compute: ([a = "0", b = "0", places = "4"]) => divideDecimals(a, b, placesOf(places)) }],
  ["增幅", { arity: [2, 2], compute: ([now = "0", prior = "0"]) => growthPercent(now, prior) }],
]);

function placesOf(text: string): number {
  const places = Number(text);
  if (!Number.isInteger(places) || places < 0 || places > MAX_PLACES)
    throw new Error(`小数位数须为0至${MAX_PLACES}的整数`);
  return places;
}

/** What the expression library calls: doubles in, decimals inside, a double out that says exactly the same. */
export const callable = (name: string, { compute }: RuleFunction) => {
  return (...args: unknown[]): number => {
    const values = args.map((value) => {
      if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`“${name}”只能计算数字`);
      return decimalOfNumber(value);
    });
    const result = compute(values);
    if (result === undefined) throw new Error(`“${name}”的除数或基数须大于0`);
    const number = numberOfDecimal(result);
    if (number === undefined) throw new Error(`“${name}”的结果位数过多`);
    return number;
  };
};

import { parseAst } from "vite";

/** Something that Chromium 109 does not have. */
export interface TooNew {
  /** as it stands in the code */
  name: string;
  /** the Chromium that has it first */
  since: number;
}

/** Methods and properties that are told by their name alone. */
const MEMBERS: Readonly<Record<string, number>> = {
  canParse: 120,
  fromAsync: 121,
  fromBase64: 140,
  fromHex: 140,
  getOrInsert: 145,
  getOrInsertComputed: 145,
  groupBy: 117,
  isDisjointFrom: 122,
  isSubsetOf: 122,
  isSupersetOf: 122,
  isWellFormed: 111,
  moveBefore: 133,
  parseHTMLUnsafe: 124,
  setFromBase64: 140,
  setHTMLUnsafe: 124,
  showPopover: 114,
  hidePopover: 114,
  togglePopover: 114,
  startViewTransition: 111,
  sumPrecise: 147,
  symmetricDifference: 122,
  toBase64: 140,
  toHex: 140,
  toReversed: 110,
  toSorted: 110,
  toSpliced: 110,
  toWellFormed: 111,
  transferToFixedLength: 114,
  withResolvers: 119,
};

/** Methods that are new on one object only. */
const STATIC_MEMBERS: Readonly<Record<string, number>> = {
  "AbortSignal.any": 116,
  "Error.isError": 134,
  "Iterator.concat": 145,
  "Iterator.from": 122,
  "Promise.try": 128,
  "RegExp.escape": 136,
  "URL.parse": 126,
  "scheduler.yield": 129,
};

/** Names that mean something else as a property or with other arguments. */
const METHODS_BY_ARGUMENTS: Readonly<Record<string, { count: number; since: number }>> = {
  with: { count: 2, since: 110 },
  bytes: { count: 0, since: 132 },
  difference: { count: 1, since: 122 },
};

const CONSTRUCTED: Readonly<Record<string, number>> = {
  DurationFormat: 129,
  Float16Array: 135,
  SuppressedError: 134,
  DisposableStack: 134,
  AsyncDisposableStack: 134,
};

/** Methods of an iterator that an array has as well: new where `values()` and the like are called right before. */
const ITERATOR_HELPERS = new Set([..."map filter take drop flatMap reduce toArray forEach some every find".split(" ")]);
const ITERATOR_HELPERS_SINCE = 122;
const MAKES_ITERATOR = new Set(["values", "keys", "entries", "matchAll"]);

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const nameOf = (value: unknown): string | undefined =>
  isNode(value) && typeof value["name"] === "string" ? value["name"] : undefined;

/** Scripts without any of it need not be read closely: most, and the others are large. */
const SUSPICIOUS = new RegExp(
  [
    `\\b(?:${[...Object.keys(MEMBERS), ...Object.keys(CONSTRUCTED)].join("|")})\\b`,
    ...Object.keys(STATIC_MEMBERS).map((name) => name.replace(".", "\\.")),
    ...Object.keys(METHODS_BY_ARGUMENTS).map((name) => `\\.${name}\\(`),
    `\\.(?:${[...MAKES_ITERATOR].join("|")})\\([^()]*\\)\\s*\\??\\.`,
    "\\busing\\b",
    "\\bwith\\s*\\{",
    "\\/[a-z]*v[a-z]*\\b",
    "\\(\\?[ims-]+:",
  ].join("|"),
);

/** Each use once. */
export function tooNewInJavaScript(code: string): TooNew[] {
  if (!SUSPICIOUS.test(code)) return [];
  const found = new Map<string, TooNew>();
  const waiting: unknown[] = [parseAst(code, { lang: "js", sourceType: "module" })];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (Array.isArray(value)) waiting.push(...value.filter((each) => each !== null && each !== undefined));
    if (!isNode(value)) continue;
    for (const use of usesOf(value)) found.set(use.name, use);
    waiting.push(...Object.values(value).filter((each) => typeof each === "object" && each !== null));
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function usesOf(node: Node): TooNew[] {
  switch (node["type"]) {
    case "MemberExpression":
      return memberUse(node);
    case "CallExpression":
      return callUse(node);
    case "NewExpression":
      return known(CONSTRUCTED, nameOf(node["callee"]) ?? memberName(node["callee"]));
    case "Literal":
      return regexUse(node["regex"]);
    case "VariableDeclaration":
      return String(node["kind"]).includes("using") ? [{ name: "using", since: 134 }] : [];
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return Array.isArray(node["attributes"]) && node["attributes"].length > 0
        ? [{ name: "import attributes", since: 123 }]
        : [];
    default:
      return [];
  }
}

const known = (list: Readonly<Record<string, number>>, name: string | undefined): TooNew[] => {
  const since = name !== undefined && Object.hasOwn(list, name) ? list[name] : undefined;
  return name === undefined || since === undefined ? [] : [{ name, since }];
};

const memberName = (value: unknown): string | undefined =>
  isNode(value) && value["type"] === "MemberExpression" && value["computed"] === false
    ? nameOf(value["property"])
    : undefined;

function memberUse(node: Node): TooNew[] {
  const name = memberName(node);
  if (name === undefined) return [];
  const owner = nameOf(node["object"]);
  return [...known(MEMBERS, name), ...known(STATIC_MEMBERS, `${owner}.${name}`)];
}

function callUse(node: Node): TooNew[] {
  const { callee, arguments: given } = node;
  const name = memberName(callee);
  if (name === undefined || !isNode(callee) || !Array.isArray(given)) return [];
  const byArguments = Object.hasOwn(METHODS_BY_ARGUMENTS, name) ? METHODS_BY_ARGUMENTS[name] : undefined;
  if (byArguments && given.length === byArguments.count) return [{ name: `${name}()`, since: byArguments.since }];
  if (!ITERATOR_HELPERS.has(name)) return [];
  const before = callee["object"];
  if (!isNode(before) || before["type"] !== "CallExpression") return [];
  const maker = memberName(before["callee"]);
  if (maker === undefined || !MAKES_ITERATOR.has(maker)) return [];
  // `Object.values(…)` is an array
  if (maker !== "matchAll" && Array.isArray(before["arguments"]) && before["arguments"].length > 0) return [];
  return [{ name: `${maker}().${name}`, since: ITERATOR_HELPERS_SINCE }];
}

function regexUse(regex: unknown): TooNew[] {
  if (typeof regex !== "object" || regex === null) return [];
  const { flags, pattern } = { flags: "", pattern: "", ...regex };
  const uses: TooNew[] = [];
  if (flags.includes("v")) uses.push({ name: "RegExp flag v", since: 112 });
  if (/\(\?[ims-]+:/.test(pattern)) uses.push({ name: "RegExp modifiers", since: 125 });
  return uses;
}

import { type AST, RegExpParser, type visitRegExpAST } from "@eslint-community/regexpp";

/** One place in a pattern that takes one character, and which characters (of the sample) it takes. */
type Position = { id: number; takes: ReadonlySet<string> };

/** A part of a pattern as its places: which may come first and last, whether it may be empty, who follows whom, how often said. */
interface Part {
  first: Position[];
  last: Position[];
  nullable: boolean;
}

/**
 * Whether a text can be split by the pattern's unbounded loops in two ways at once, which a backtracking engine then
 * tries in exponentially many: an ambiguous loop, found in the pattern's position automaton (Glushkov) and its square.
 */
export function isExponential(source: string, flags: string): boolean {
  const ast = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes("u"),
    unicodeSets: flags.includes("v"),
  });
  return loopsOf(ast).some((loop) => isAmbiguous(loop, sampleOf(source)));
}

type Node = Parameters<NonNullable<Parameters<typeof visitRegExpAST>[1]["onAlternativeEnter"]>>[0] | AST.Node;

function loopsOf(node: Node): AST.Quantifier[] {
  const own = node.type === "Quantifier" && node.max === Number.POSITIVE_INFINITY ? [node] : [];
  return [...own, ...childrenOf(node).flatMap(loopsOf)];
}

function childrenOf(node: Node): Node[] {
  if (node.type === "Quantifier") return [node.element];
  if ("alternatives" in node && node.type !== "ClassStringDisjunction") return node.alternatives;
  return node.type === "Alternative" ? node.elements : [];
}

/** Every character that the pattern names, its neighbours, and some of every kind. */
function sampleOf(source: string): string[] {
  const named = [...source].flatMap((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return [code - 1, code, code + 1].filter((each) => each > 0).map((each) => String.fromCodePoint(each));
  });
  return [...new Set([...named, ..."aZ09_ \n\t\u3000一龥，。-.€"])];
}

const MOST_COPIES = 4;

function isAmbiguous(loop: AST.Quantifier, sample: readonly string[]): boolean {
  const follows = new Map<Position, Map<Position, number>>();
  let next = 0;
  const say = (before: readonly Position[], after: readonly Position[]): void => {
    for (const one of before)
      for (const other of after) {
        const row = follows.get(one) ?? new Map<Position, number>();
        follows.set(one, row.set(other, (row.get(other) ?? 0) + 1));
      }
  };
  const single = (raw: string, flags: string): Part => {
    const pattern = new RegExp(`^(?:${raw})$`, flags);
    next += 1;
    const position = { id: next, takes: new Set(sample.filter((letter) => pattern.test(letter))) };
    return { first: [position], last: [position], nullable: false };
  };
  const empty: Part = { first: [], last: [], nullable: true };
  const chain = (one: Part, other: Part): Part => {
    say(one.last, other.first);
    return {
      first: one.nullable ? [...one.first, ...other.first] : one.first,
      last: other.nullable ? [...one.last, ...other.last] : other.last,
      nullable: one.nullable && other.nullable,
    };
  };
  const either = (parts: readonly Part[]): Part => ({
    first: parts.flatMap(({ first }) => first),
    last: parts.flatMap(({ last }) => last),
    nullable: parts.some(({ nullable }) => nullable),
  });
  const repeated = ({ element, min, max }: AST.Quantifier): Part => {
    if (max === Number.POSITIVE_INFINITY) {
      const part = partOf(element);
      say(part.last, part.first);
      return { ...part, nullable: part.nullable || min === 0 };
    }
    // a few copies tell what bounded repetition can do to the loop around it
    const copies = Array.from({ length: Math.min(max, MOST_COPIES) }, () => partOf(element));
    return copies.reduceRight((rest, copy, index) => {
      const whole = chain(copy, rest);
      return index < min ? whole : { ...whole, nullable: true };
    }, empty);
  };
  const partOf = (node: Node): Part => {
    switch (node.type) {
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass":
        return single(node.raw, /\\p\{|\\u\{/.test(node.raw) || (node.raw.codePointAt(0) ?? 0) > 0xffff ? "su" : "s");
      case "Backreference":
        return single(".", "s");
      case "Group":
      case "CapturingGroup":
        return either(node.alternatives.map(partOf));
      case "Alternative":
        return node.elements.map(partOf).reduce(chain, empty);
      case "Quantifier":
        return repeated(node);
      default:
        // edges and looks around take no character of their own
        return empty;
    }
  };
  repeated(loop);
  return hasTwoWays(follows);
}

/** From some place back to itself by the same text along two ways: a cycle of the square that leaves the diagonal. */
function hasTwoWays(follows: ReadonlyMap<Position, ReadonlyMap<Position, number>>): boolean {
  const reach = reachability(follows);
  const inLoop = (one: Position, other: Position): boolean => reach.get(other)?.has(one) ?? false;
  for (const [one, row] of follows) for (const [other, times] of row) if (times > 1 && inLoop(one, other)) return true;
  for (const start of follows.keys()) if (reach.get(start)?.has(start) && leavesAndReturns(start, follows)) return true;
  return false;
}

function reachability(follows: ReadonlyMap<Position, ReadonlyMap<Position, number>>): Map<Position, Set<Position>> {
  const reach = new Map<Position, Set<Position>>();
  for (const start of follows.keys()) {
    const seen = new Set<Position>();
    const open = [start];
    for (let at = open.pop(); at; at = open.pop())
      for (const next of follows.get(at)?.keys() ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
    reach.set(start, seen);
  }
  return reach;
}

function leavesAndReturns(start: Position, follows: ReadonlyMap<Position, ReadonlyMap<Position, number>>): boolean {
  const seen = new Set<string>();
  const open: [Position, Position, boolean][] = [[start, start, false]];
  for (let at = open.pop(); at; at = open.pop()) {
    const [one, other, apart] = at;
    for (const left of follows.get(one)?.keys() ?? [])
      for (const right of follows.get(other)?.keys() ?? []) {
        if (!overlap(left, right)) continue;
        const nowApart = apart || left !== right;
        if (nowApart && left === start && right === start) return true;
        const key = `${left.id} ${right.id} ${nowApart}`;
        if (seen.has(key)) continue;
        seen.add(key);
        open.push([left, right, nowApart]);
      }
  }
  return false;
}

const overlap = (one: Position, other: Position): boolean =>
  one === other ? one.takes.size > 0 : [...one.takes].some((letter) => other.takes.has(letter));

import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { sourceTree } from "#tests/architecture/project-files.ts";
import { isExponential } from "#tests/security/exponential.ts";

interface Literal {
  file: string;
  source: string;
  flags: string;
}

function literalsIn(file: string, node: unknown): Literal[] {
  if (Array.isArray(node)) return node.flatMap((each) => literalsIn(file, each));
  if (typeof node !== "object" || node === null) return [];
  const own =
    "regex" in node && typeof node.regex === "object" && node.regex !== null
      ? [{ file, source: String(Object(node.regex).pattern), flags: String(Object(node.regex).flags) }]
      : [];
  return [...own, ...Object.values(node).flatMap((each) => literalsIn(file, each))];
}

describe("regular expressions", () => {
  it.each([
    ["^(?:a+)+$", ""],
    ["^(?:a|aa)+$", ""],
    ["(?:a*b*)*c", ""],
    ["(?:\\s|[:,\\s])*x", ""],
    ["^(?:了|达到了?|达)*$", ""],
    ["(?:[共有为达到]|共有|约)+$", ""],
    ["(?:达到?了?|到|已)+$", ""],
    ["^(?:[\\w.]+\\.?)+@", ""],
    ["(?:\\p{L}|a)+$", "u"],
    ["(?:\\d{1,3}(?:,\\d{3})*)+", ""],
    ["^(?:降低|降|低于|于)*$", ""],
  ])("would be found: /%s/%s", (source, flags) => {
    expect(isExponential(source, flags)).toBe(true);
  });

  it.each([
    ["^(?:a|b)+$", ""],
    ["^(?:ab|ac)+$", ""],
    ["^(?:\\d{3})+$", ""],
    ["^\\d{1,3}(?:,\\d{3})*$", ""],
    ["^[^,]*(?:,[^,]*)*$", ""],
    ["(?:达到|达|了)*$", ""],
    ['(?:\\\\.|[^"\\\\])*', ""],
  ])("would be let through: /%s/%s", (source, flags) => {
    expect(isExponential(source, flags)).toBe(false);
  });

  it("of the product cannot be made to take exponential time by what somebody writes", () => {
    const literals = Object.entries(sourceTree())
      .filter(([path]) => path.startsWith("src/"))
      .flatMap(([path, text]) => literalsIn(path, parseSync(path, text).program));
    expect(literals.length).toBeGreaterThan(500);
    const different = new Map(literals.map((each) => [`/${each.source}/${each.flags}`, each]));
    const faulty = [...different.values()].filter(({ source, flags }) => isExponential(source, flags));
    expect(faulty.filter(({ file }) => !ALLOWED.has(file))).toEqual([]);
    expect(faulty.map(({ file }) => file).sort()).toEqual([...ALLOWED.keys()].sort());
  });
});

/** Ambiguous by the automaton, and harmless for the reason beside it. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  [
    "src/core/document/cover.ts",
    "nothing stands behind the loop, so it never has to try again; the name of an organisation",
  ],
  ["src/core/importer/figure-words.ts", "到 after 达 is excluded by the look back, which the automaton does not see"],
  [
    "src/core/numbers/indicator-value.ts",
    "低于 after 降 is excluded by the look back, which the automaton does not see",
  ],
]);

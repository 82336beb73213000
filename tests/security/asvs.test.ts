import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile } from "#tests/architecture/project-files.ts";
import { ATTACKS } from "#tests/security/asvs/attacks.ts";
import { AUTHENTICATION } from "#tests/security/asvs/authentication.ts";
import { ENCODING } from "#tests/security/asvs/encoding.ts";
import { OPERATIONS } from "#tests/security/asvs/operations.ts";
import { TOKENS } from "#tests/security/asvs/tokens.ts";
import { WEB } from "#tests/security/asvs/web.ts";

const ALL = [...ENCODING, ...WEB, ...AUTHENTICATION, ...TOKENS, ...OPERATIONS];
/** Requirements of level 1 and 2 by chapter of OWASP ASVS 5.0.0. */
const COUNTS = {
  1: 27,
  2: 11,
  3: 19,
  4: 10,
  5: 9,
  6: 35,
  7: 18,
  8: 7,
  9: 7,
  10: 29,
  11: 14,
  12: 9,
  13: 13,
  14: 9,
  15: 13,
  16: 16,
  17: 7,
};
const numberOf = (id: string): number[] => id.split(".").map(Number);

describe("the checklist by OWASP ASVS, level 2", () => {
  it("has every requirement once, in its order", () => {
    const counts = Object.fromEntries(
      Object.keys(COUNTS).map((chapter) => [chapter, ALL.filter(({ id }) => id.startsWith(`${chapter}.`)).length]),
    );
    expect(counts).toEqual(COUNTS);
    expect([ALL.length, ALL.filter(({ level }) => level === 1).length]).toEqual([253, 70]);
    const ordered = [...new Set(ALL.map(({ id }) => id))].sort((one, other) => {
      const [a, b] = [numberOf(one), numberOf(other)];
      const at = a.findIndex((number, index) => number !== b[index]);
      return (a[at] ?? 0) - (b[at] ?? 0);
    });
    expect(ALL.map(({ id }) => id)).toEqual(ordered);
  });

  it("names tests that there are, by file and title", () => {
    const files = new Set(projectFiles("tests"));
    const missing = ALL.flatMap(({ id, standing }) => {
      if (standing.kind !== "tested") return [];
      if (!files.has(standing.file)) return [`${id}: no file ${standing.file}`];
      return readProjectFile(standing.file).includes(standing.title)
        ? []
        : [`${id}: no “${standing.title}” in ${standing.file}`];
    });
    expect(missing).toEqual([]);
  });

  it("and the list of attacks too", () => {
    const missing = ATTACKS.filter(([, file, title]) => !readProjectFile(file).includes(title));
    expect(missing).toEqual([]);
    expect(new Set(ATTACKS.map(([attack]) => attack)).size).toBe(ATTACKS.length);
  });

  it("says why where there is no test", () => {
    const short = ALL.filter(({ standing }) => standing.kind !== "tested" && standing.reason.length < 8);
    expect(short).toEqual([]);
  });

  it("leaves open what is written here and nothing else", () => {
    const open = ALL.filter(({ standing }) => standing.kind === "open").map(({ id }) => id);
    expect(open).toEqual(OPEN);
  });
});

/** Whoever closes one of these, or opens another, changes this list on purpose. */
const OPEN = ["3.3.1", "3.3.3", "5.4.3", "6.8.4", "10.5.2", "12.3.3", "12.3.4", "14.3.1", "14.3.3", "16.3.2", "16.4.3"];

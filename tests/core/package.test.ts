import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { bytesSource } from "#core/evidence/byte-source.ts";
import { readZipDirectory, type ZipEntry } from "#core/evidence/zip-directory.ts";
import { aroundDifference } from "#core/package/around-difference.ts";
import { checkEntries, checkFiles } from "#core/package/check-entries.ts";
import { evidenceName, isKnownName, PACKAGE_FORMAT } from "#core/package/manifest.ts";
import { answerText, type PackagedEvidence } from "#core/package/packaged-submission.ts";
import { NO_DECISIONS, planEvidence, taken } from "#core/package/plan.ts";
import { readSeal, SEAL_LENGTH, sealText } from "#core/package/seal.ts";
import { STANDING_TEXT, type Standing, standingOf } from "#core/package/standing.ts";
import { type PackageStep, upgradePackage } from "#core/package/upgrade.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const hash = (letter: string): string => letter.repeat(64);
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

let next = 0;
const entry = (name: string, change: Partial<ZipEntry> = {}): ZipEntry => {
  next += 100;
  return { name, encrypted: false, method: 0, compressed: 10, uncompressed: 10, offset: next, mode: 0, ...change };
};
const SIZE = 1_000_000;
const sound = () => [entry("manifest.json"), entry("submission.json"), entry("template.json")];
const refusal = (...extra: ZipEntry[]): string => {
  const checked = checkEntries([...sound(), ...extra], SIZE);
  return checked.ok ? "" : `${checked.error.code} ${checked.error.message}`;
};

describe("the seal of a package", () => {
  it("is read back as it was written, and nothing else is taken for one", () => {
    const seal = bytes(sealText(hash("a")));
    expect(seal).toHaveLength(SEAL_LENGTH);
    expect(readSeal(seal)).toBe(hash("a"));
    expect(readSeal(seal.subarray(1))).toBeUndefined();
    expect(readSeal(bytes(sealText(hash("A"))))).toBeUndefined();
    holds([fc.uint8Array({ maxLength: 200 })], (any) => {
      expect(readSeal(any)).toBeUndefined();
    });
  });
});

describe("the names in a package", () => {
  it("are those of its documents, of contents by their hash and of reports", () => {
    expect(
      ["submission.json", "template.json", evidenceName(hash("0")), "report/渝北区自评.docx"].every(isKnownName),
    ).toBe(true);
    expect(refusal(entry(evidenceName(hash("0"))), entry("report/自评.pdf"))).toBe("");
  });

  it.each([
    ["../manifest.json", "上级文件夹"],
    ["evidence/../../x", "上级文件夹"],
    ["/etc/passwd", "绝对路径"],
    ["C:/x.docx", "绝对路径"],
    ["report\\a.docx", "反斜杠"],
    ["report/a.exe", "不属于数据包"],
    ["report/..docx/x.pdf", "不属于数据包"],
    ["evidence/ABC", "不属于数据包"],
    ["", "不属于数据包"],
  ])("refuse %j", (name, reason) => {
    expect(refusal(entry(name))).toMatch(/^package\.hostile /);
    expect(refusal(entry(name))).toContain(reason);
  });

  it("never let a path through that leads anywhere", () => {
    const part = fc.constantFrom("..", ".", "", "evidence", "report", "a.docx", "/", "\\", "C:", "\u202e", "\0");
    holds([fc.array(part, { maxLength: 5 })], (parts) => {
      const name = parts.join("/");
      expect(!isKnownName(name) || name === "report/a.docx").toBe(true);
    });
  });
});

describe("the entries of a package", () => {
  it("are refused when they are links, folders, encrypted, compressed, doubled or laid over one another", () => {
    expect(refusal(entry("report/a.pdf", { mode: 0o120777 }))).toContain("不是普通文件");
    expect(refusal(entry("report/a.pdf", { mode: 0o040755 }))).toContain("不是普通文件");
    expect(refusal(entry("report/a.pdf", { mode: 0o100644 }))).toBe("");
    expect(refusal(entry("report/a.pdf", { encrypted: true }))).toContain("加密");
    expect(refusal(entry("report/a.pdf", { method: 8, compressed: 1 }))).toContain("压缩");
    expect(refusal(entry("report/a.pdf", { uncompressed: 10_000 }))).toContain("大小前后不一");
    expect(refusal(entry("report/a.pdf"), entry("report/A.pdf"))).toContain("重名");
    expect(refusal(entry("report/a.pdf"), entry("report/b.pdf", { offset: next }))).toContain("重叠");
    expect(refusal(entry("report/a.pdf", { offset: SIZE }))).toContain("重叠");
  });

  it("are refused when there is no manifest, or more files than a package may have", () => {
    const none = checkEntries([entry("submission.json")], SIZE);
    expect(none.ok ? "" : none.error.code).toBe("package.damaged");
    const many = Array.from({ length: 10_002 }, () => entry("report/a.pdf"));
    const refused = checkEntries(many, SIZE);
    expect(refused.ok ? "" : refused.error.code).toBe("package.too-large");
  });

  it("are exactly those that the manifest names, with their sizes", () => {
    const files = ["submission.json", "template.json"].map((name) => ({ name, size: 10, sha256: hash("a") }));
    const check = (entries: ZipEntry[], list = files) => {
      const checked = checkFiles(entries, { format: 1, files: list });
      return checked.ok ? "" : checked.error.code;
    };
    expect(check(sound())).toBe("");
    expect(check(sound().slice(0, 2))).toBe("package.altered");
    expect(check([...sound(), entry("report/a.pdf")])).toBe("package.altered");
    expect(check(sound(), [...files, ...files])).toBe("package.hostile");
    expect(check([entry("manifest.json"), entry("submission.json"), entry("template.json", { uncompressed: 9 })])).toBe(
      "package.altered",
    );
  });

  it("are told by the directory with what kind of thing they are", async () => {
    // one stored entry without content: local header, directory, end
    const local = [0x50, 0x4b, 3, 4, ...Array<number>(26).fill(0)];
    const central = [0x50, 0x4b, 1, 2, ...Array<number>(42).fill(0)];
    central.splice(40, 2, 0xff, 0xa1);
    const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 46, 0, 0, 0, 30, 0, 0, 0, 0, 0];
    const directory = await readZipDirectory(bytesSource(Uint8Array.from([...local, ...central, ...end])));
    expect(directory.ok && directory.value[0]?.mode).toBe(0o120777);
  });
});

describe("how two sides stand to each other", () => {
  const line = (...history: string[]) => ({ tip: history.at(-1) ?? "", history });

  it("is decided by descent", () => {
    expect(standingOf(undefined, line("a"))).toBe("new");
    expect(standingOf(line("a", "b"), line("b"))).toBe("same");
    expect(standingOf(line("a"), line("a", "b"))).toBe("theirs-newer");
    expect(standingOf(line("a", "b"), line("a"))).toBe("ours-newer");
    expect(standingOf(line("a", "b"), line("a", "c"))).toBe("both-changed");
    // undone and done again: neither side can be called the newer one
    expect(standingOf(line("a", "b", "a"), line("a", "b"))).toBe("both-changed");
  });

  it("mirrors when the sides change places", () => {
    const mirrored: Record<Standing, Standing> = {
      new: "new",
      same: "same",
      "theirs-newer": "ours-newer",
      "ours-newer": "theirs-newer",
      "both-changed": "both-changed",
    };
    const history = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 });
    holds([history, history], (a, b) => {
      expect(standingOf(line(...a), line(...b))).toBe(mirrored[standingOf(line(...b), line(...a))]);
    });
  });

  it("takes over without asking only what replaces nothing or what it descends from", () => {
    const unasked = Object.keys(STANDING_TEXT).map((each) => taken(each as Standing, undefined));
    expect(unasked).toEqual(["theirs", "ours", "theirs", "ours", undefined]);
    expect(taken("both-changed", "ours")).toBe("ours");
    expect(taken("ours-newer", "theirs")).toBe("theirs");
    expect(NO_DECISIONS).toEqual({ items: {}, evidence: {} });
  });
});

describe("what a plan shows of two texts", () => {
  it("is cut from both around the place in which they differ, and is nothing where they do not", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 });
    const long = fc.tuple(text, fc.nat(30)).map(([piece, times]) => piece.repeat(times));
    holds([long, text, text, long], (before, mine, other, after) => {
      const [ours, theirs] = [before + mine + after, before + other + after];
      const shown = aroundDifference(ours, theirs);
      if (ours === theirs) {
        expect(shown).toEqual({ ours: "", theirs: "" });
        return;
      }
      expect(shown.ours).not.toBe(shown.theirs);
      for (const [whole, part] of [
        [ours, shown.ours],
        [theirs, shown.theirs],
      ] as const) {
        expect([...part].length).toBeLessThanOrEqual(304);
        expect(whole).toContain(part.replace(/^……|……$/g, ""));
      }
    });
  });
});

describe("the plan for evidence", () => {
  const record = (id: string, sha256: string, change: Partial<PackagedEvidence> = {}): PackagedEvidence => ({
    id,
    title: id,
    fileName: `${id}.pdf`,
    mediaType: "application/pdf",
    size: 10,
    sha256,
    flags: [],
    issuer: "",
    docNumber: "",
    date: null,
    effectiveFrom: null,
    effectiveUntil: null,
    confidential: false,
    inReport: false,
    addedAt: "2022-11-08T00:00:00.000Z",
    addedBy: "甲",
    history: [sha256],
    links: [],
    ...change,
  });
  const plan = (theirs: PackagedEvidence[], ours: PackagedEvidence[]) =>
    planEvidence(theirs, ours).map(({ standing, ours: here }) => `${standing} ${here?.id ?? "-"}`);

  it("knows a record by its bytes, and failing that by its id", () => {
    expect(plan([record("1", hash("a"))], [])).toEqual(["new -"]);
    expect(plan([record("1", hash("a"))], [record("2", hash("a"), { title: "1" })])).toEqual(["same 2"]);
    expect(plan([record("1", hash("a"))], [record("2", hash("a"))])).toEqual(["both-changed 2"]);
    expect(plan([record("1", hash("b"), { history: [hash("a"), hash("b")] })], [record("1", hash("a"))])).toEqual([
      "theirs-newer 1",
    ]);
    expect(plan([record("1", hash("b"))], [record("1", hash("a"))])).toEqual(["both-changed 1"]);
  });

  it("never lets two records of a package go into one", () => {
    const theirs = [record("1", hash("b")), record("2", hash("a"))];
    expect(plan(theirs, [record("1", hash("a"), { title: "2" })])).toEqual(["new -", "same 1"]);
  });
});

describe("a package of an older format", () => {
  const documents = { manifest: { format: 0 }, submission: { jahr: 2022 }, template: {} };

  it("is brought to today's step by step", () => {
    const rename: PackageStep = (older) => ({ ...older, manifest: { format: 1 }, submission: { year: 2022 } });
    const raise: PackageStep = (older) => ({ ...older, manifest: { format: 2 } });
    const steps = new Map([
      [0, rename],
      [1, raise],
    ]);
    expect(upgradePackage(documents, 0, steps)).toEqual({
      manifest: { format: 2 },
      submission: { year: 2022 },
      template: {},
    });
    expect(upgradePackage(documents, PACKAGE_FORMAT)).toBe(documents);
  });

  it("of the first format was never said to be submitted, and what is no document stays what it is", () => {
    const first = { manifest: { format: 1, kind: "submission" }, submission: { year: 2022 }, template: {} };
    expect(upgradePackage(first, 1)).toEqual({
      manifest: { format: 2, kind: "submission" },
      submission: { year: 2022, submitted: null },
      template: {},
    });
    const odd = { manifest: [1], submission: "x", template: null };
    expect(upgradePackage(odd, 1)).toEqual(odd);
  });

  it("is not guessed at where there is no way from it", () => {
    expect(upgradePackage(documents, 0)).toBeUndefined();
  });

  it("has answers that count as the same in whichever format they were stored", () => {
    const { format: _, ...said } = emptyAnswer();
    expect(answerText({ ...emptyAnswer(), carried: {} })).toBe(answerText(emptyAnswer()));
    expect(JSON.parse(answerText(emptyAnswer()))).toEqual(said);
  });
});

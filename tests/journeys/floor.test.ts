import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tooNewInCss } from "./floor-css.ts";
import { tooNewInJavaScript } from "./floor-javascript.ts";

const ASSETS = fileURLToPath(new URL("../../dist/app/assets/", import.meta.url));

/** Libraries that ask whether the browser has it, and do without. */
const ASKED_FIRST: Readonly<Record<string, string>> = {
  canParse: "zod",
  toHex: "noble hashes",
  fromHex: "noble hashes",
  fromBase64: "js-base64",
  toBase64: "js-base64, which calls its own so too",
  startViewTransition: "the router",
  DurationFormat: "temporal-polyfill",
};

/** The reader of PDF, in its build for old browsers: it brings what is missing, except for this. */
const PDF_READER = /^pdf(-view|\.worker)/;
const PDF_READER_CALLS: Readonly<Record<string, string>> = {
  "AbortSignal.any": "only in its editor of annotations, which the preview does not open",
  "bytes()": "brought by old-browsers.ts",
  toSpliced: "brought by old-browsers.ts",
  transferToFixedLength: "its polyfills ask first",
  "with()": "brought by old-browsers.ts",
  withResolvers: "brought by old-browsers.ts",
};

const assets = (end: RegExp) =>
  readdirSync(ASSETS)
    .filter((name) => end.test(name))
    .map((name) => ({ name, text: readFileSync(`${ASSETS}${name}`, "utf8") }));

describe("what is sent to the browser", () => {
  it("calls nothing that Chromium 109 lacks", () => {
    const tooNew = assets(/\.m?js$/)
      .filter(({ name }) => !PDF_READER.test(name))
      .flatMap(({ name, text }) => tooNewInJavaScript(text).map((use) => ({ file: name, ...use })))
      .filter(({ name }) => !Object.hasOwn(ASKED_FIRST, name));
    expect(tooNew).toEqual([]);
  });

  it("has a reader of PDF that brings what it calls", () => {
    const scripts = assets(/\.m?js$/).filter(({ name }) => PDF_READER.test(name));
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    for (const { name, text } of scripts) {
      const lacking = tooNewInJavaScript(text).filter((use) => !brings(text, use.name));
      expect(
        lacking.filter((use) => !Object.hasOwn(PDF_READER_CALLS, use.name)),
        name,
      ).toEqual([]);
      for (const brought of ["withResolvers", "toSpliced", "bytes"])
        expect(text, name).toMatch(new RegExp(`["\`]${brought}["\`],`));
    }
  });

  it("is styled by nothing that Chromium 109 lacks", () => {
    const sheets = assets(/\.css$/);
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.flatMap(({ name, text }) => tooNewInCss(text).map((use) => ({ file: name, ...use })))).toEqual([]);
  });
});

/** The polyfills of its build name what they define; syntax and what is guarded by a question stays listed above. */
const brings = (text: string, name: string): boolean => {
  const member = (name.split(/[.(]/).at(name.includes("().") ? -1 : name.includes("(") ? 0 : -1) ?? "").trim();
  return new RegExp(`[{,]${member}:function|typeof ${member}|["\`]${member}["\`]`).test(text);
};

describe("the search for what is too new", () => {
  it.each([
    ["toSorted", "[].toSorted()"],
    ["withResolvers", "Promise.withResolvers()"],
    ["with()", "[1].with(0, 2)"],
    ["bytes()", "(await fetch('/')).bytes()"],
    ["difference()", "new Set().difference(new Set())"],
    ["values().map", "new Map().values().map(String)"],
    ["matchAll().map", "'a'.matchAll(/a/g).map(String)"],
    ["URL.parse", "URL.parse('x')"],
    ["RegExp flag v", "/[a--b]/v"],
    ["RegExp modifiers", "/(?i:a)b/"],
    ["using", "{ using file = open() }"],
  ])("finds %s", (name, code) => {
    expect(tooNewInJavaScript(code).map((use) => use.name)).toContain(name);
  });

  it.each(["Object.values(x).map(f)", "sheet.with(1)", "x.bytes(3)", "a.difference", "/(?:a)(?=b)/u", "[].values()"])(
    "lets pass %s",
    (code) => {
      expect(tooNewInJavaScript(code)).toEqual([]);
    },
  );

  it.each([
    ["nesting", ".a{color:red;.b{color:blue}}"],
    ["color-mix()", ".a{color:color-mix(in srgb,red,blue)}"],
    [":dir()", ".a:dir(rtl){color:red}"],
  ])("finds %s in a style sheet", (name, css) => {
    expect(tooNewInCss(css).map((use) => use.name)).toEqual([name]);
  });

  it("takes no rule inside of a media query for nesting", () => {
    expect(tooNewInCss("@media (width>=10px){.a{color:red}.b{color:blue}}.c{color:red}")).toEqual([]);
  });
});

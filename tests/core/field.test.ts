import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandYear, type Field, field, fieldKey } from "#core/field/definition.ts";
import { LIMITS } from "#core/field/limits.ts";
import {
  cellValue,
  displayValue,
  emptyForm,
  formValue,
  isAnswered,
  parseStored,
  storedFromForm,
} from "#core/field/table.ts";
import type { FormValues } from "#core/field/type.ts";
import type { StoredValue } from "#core/field/value.ts";
import { isDocumentNumber, normaliseDocumentNumber } from "#core/prose/document-number.ts";
import { hostileText, SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

type TypeName = keyof FormValues;
const TYPES = Object.keys(SAMPLE_FIELDS) as TypeName[];
const CHINESE = /[\u4e00-\u9fff]/;

const text = fc.oneof(
  hostileText,
  fc.string({ maxLength: 400 }),
  fc.constantFrom("x".repeat(301), "长".repeat(20_001)),
);

/** What a form of the type may hold, however odd the typing. */
const FORMS: { [T in TypeName]: fc.Arbitrary<FormValues[T]> } = {
  number: fc.record({
    now: fc.oneof(hostileText, fc.stringMatching(/^[-+0-9,.． ]{0,30}$/)),
    prior: fc.oneof(hostileText, fc.constantFrom("", "12.5")),
    qualifier: fc.oneof(fc.constantFrom("", "约", "余"), hostileText),
  }),
  text,
  paragraph: text,
  date: fc.oneof(hostileText, fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)),
  choice: fc.oneof(hostileText, fc.constantFrom("", "good", "constructor")),
  yesno: fc.oneof(fc.constantFrom<FormValues["yesno"]>("", "yes", "no"), hostileText as fc.Arbitrary<"yes">),
  documents: fc.array(fc.record({ title: text, number: text, issuer: text }), { maxLength: 220, size: "max" }),
  entries: fc.array(fc.record({ heading: text, text }), { maxLength: 120, size: "max" }),
  stages: fc.record({
    rows: fc.dictionary(
      fc.oneof(fc.constantFrom("小学", "初中", "大学"), hostileText),
      fc.dictionary(
        fc.oneof(fc.constantFrom("2020", "2021", "二〇二一"), hostileText),
        fc.record(
          { spending: fc.oneof(hostileText, fc.constantFrom("1,234.50", "")), pupils: hostileText, perPupil: text },
          { requiredKeys: [] },
        ),
      ),
    ),
    basis: text,
    source: text,
    notes: fc.dictionary(fc.oneof(fc.constant("小学"), hostileText), text),
  }),
};

describe.each(TYPES)("a %s field", (type) => {
  const of: Field = SAMPLE_FIELDS[type];

  it("gives back the stored value from its form", () => {
    holds([storedValue(of)], (stored) => {
      expect(parseStored(of, stored)).toEqual({ ok: true, value: stored });
      expect(storedFromForm(of, formValue(of, stored))).toEqual({ ok: true, value: stored });
    });
  });

  it("turns any typing into a value that may be stored, or into a fault that says in Chinese what to do", () => {
    const forms: fc.Arbitrary<FormValues[TypeName]> = FORMS[type];
    holds(
      [forms],
      (form) => {
        const stored = storedFromForm(of, form);
        if (!stored.ok) {
          expect(stored.error.code).toMatch(/^field\./);
          expect(stored.error.message).toMatch(CHINESE);
          return;
        }
        if (stored.value === undefined) return;
        expect(parseStored(of, stored.value)).toEqual(stored);
        expect(storedFromForm(of, formValue(of, stored.value))).toEqual(stored);
      },
      type === "documents" || type === "entries" ? 100 : 1000,
    );
  });

  it("stores nothing for an empty form, and shows nothing for no value", () => {
    expect(storedFromForm(of, emptyForm(of))).toEqual({ ok: true, value: undefined });
    expect(formValue(of, undefined)).toEqual(emptyForm(of));
    expect([isAnswered(of, undefined), displayValue(of, undefined), cellValue(of, undefined)]).toEqual([false, "", ""]);
  });

  it("accepts a foreign value only in its own shape, and never throws on one", () => {
    holds(
      [fc.oneof(fc.anything({ withNullPrototype: true }), fc.jsonValue())],
      (foreign) => {
        const parsed = parseStored(of, foreign);
        if (!parsed.ok) {
          expect(parsed.error.message).toMatch(CHINESE);
          return;
        }
        expect(parseStored(of, parsed.value)).toEqual(parsed);
        expect(storedFromForm(of, formValue(of, parsed.value)).ok).toBe(true);
      },
      1000,
    );
  });

  it("treats a value of another type as no answer", () => {
    const others: StoredValue[] = [
      true,
      { now: "1" },
      [{ title: "办法", number: "", issuer: "" }],
      [{ heading: "一", text: "" }],
      "文字",
    ];
    for (const value of others) {
      if (parseStored(of, value).ok) continue;
      if (type === "choice" || type === "date") continue;
      expect(isAnswered(of, value)).toBe(false);
      expect(displayValue(of, value)).toBe("");
      expect(cellValue(of, value)).toBe("");
      expect(formValue(of, value)).toEqual(emptyForm(of));
    }
  });

  it("shows something for every answered value", () => {
    holds([storedValue(of)], (stored) => {
      if (isAnswered(of, stored)) {
        expect(displayValue(of, stored)).not.toBe("");
        expect(cellValue(of, stored)).not.toBe("");
      }
    });
  });
});

describe("a number field", () => {
  const spending = SAMPLE_FIELDS.number;
  const bounded = field.parse({
    type: "number",
    key: "率",
    label: "率",
    unit: "%",
    precision: 2,
    min: "0",
    max: "100",
  });

  it("is answered by this year's figure only, not by a carried prior one", () => {
    expect(isAnswered(spending, { prior: "1" })).toBe(false);
    expect(isAnswered(spending, { now: "0" })).toBe(true);
  });

  it.each([
    [{ now: "1.234" }, "field.too-precise"],
    [{ now: "-0.01" }, "field.below-minimum"],
    [{ now: "100.01" }, "field.above-maximum"],
    [{ now: "1", prior: "1" }, "field.no-prior"],
    [{ qualifier: "约" }, "field.without-number"],
    [{}, "field.without-number"],
    [{ now: "007" }, "field.wrong-shape"],
    [{ now: "-0" }, "field.wrong-shape"],
    [{ now: "1e5" }, "field.wrong-shape"],
    [{ now: "9".repeat(25) }, "field.wrong-shape"],
    [{ now: 1 }, "field.wrong-shape"],
    [{ now: "1", extra: 1 }, "field.wrong-shape"],
  ])("refuses %j as %s", (value, code) => {
    expect(parseStored(bounded, value)).toMatchObject({ ok: false, error: { code } });
  });

  it("never drops an unknown hedge silently", () => {
    expect(storedFromForm(spending, { now: "1", prior: "", qualifier: "大约" })).toMatchObject({
      ok: false,
      error: { code: "field.unknown-qualifier" },
    });
  });

  it("refuses a range that is no number when the checklist is read", () => {
    expect(field.safeParse({ ...bounded, min: "零" }).success).toBe(false);
  });
});

describe("other fields", () => {
  it("know the calendar", () => {
    const day = SAMPLE_FIELDS.date;
    const accepts = (value: string) => storedFromForm(day, value).ok;
    expect(["2024-02-29", "2000-02-29", "2022-12-31"].map(accepts)).toEqual([true, true, true]);
    expect(["2022-02-29", "1900-02-29", "2022-13-01", "2022-04-31", "2022-00-10", "2022-1-1"].some(accepts)).toBe(
      false,
    );
    expect(displayValue(day, "2022-01-08")).toBe("2022年1月8日");
  });

  it("take neither yes nor no from a yes/no form that says something else", () => {
    expect(storedFromForm(SAMPLE_FIELDS.yesno, "maybe" as "yes").ok).toBe(false);
  });

  it("do not count blank text as an answer", () => {
    expect(isAnswered(SAMPLE_FIELDS.text, " \u3000\n")).toBe(false);
    expect(isAnswered(SAMPLE_FIELDS.paragraph, " \u3000\n")).toBe(false);
    expect(isAnswered(SAMPLE_FIELDS.documents, [])).toBe(false);
  });

  it("drop blank rows, and trim the names of the others", () => {
    const blank = { title: " ", number: " ", issuer: "\u3000" };
    const row = { title: " 办法 ", number: " 国发[2022]5号 ", issuer: " 国务院 " };
    expect(storedFromForm(SAMPLE_FIELDS.documents, [blank, row])).toEqual({
      ok: true,
      value: [{ title: "办法", number: "国发〔2022〕5号", issuer: "国务院" }],
    });
    expect(storedFromForm(SAMPLE_FIELDS.documents, [{ ...row, title: " " }])).toMatchObject({ ok: false });
    const entries = [
      { heading: " ", text: " " },
      { heading: " 一 ", text: " 文" },
    ];
    expect(storedFromForm(SAMPLE_FIELDS.entries, entries)).toEqual({
      ok: true,
      value: [{ heading: "一", text: " 文" }],
    });
    expect(storedFromForm(SAMPLE_FIELDS.entries, [{ heading: " ", text: "文" }])).toMatchObject({ ok: false });
  });

  it("name the row whose text is too long", () => {
    const row = { title: "办法", number: "", issuer: "" };
    expect(
      storedFromForm(SAMPLE_FIELDS.documents, [row, { ...row, title: "长".repeat(LIMITS.title + 1) }]),
    ).toMatchObject({
      ok: false,
      error: { code: "field.too-long", message: expect.stringContaining("第2份文件的名称") },
    });
    expect(storedFromForm(SAMPLE_FIELDS.documents, Array(LIMITS.documents + 1).fill(row))).toMatchObject({
      ok: false,
      error: { code: "field.too-many-rows" },
    });
  });

  it("cannot be given room for more than may be stored", () => {
    const of = (extra: object) => field.safeParse({ key: "甲", label: "甲", ...extra }).success;
    expect(of({ type: "text", maxLength: LIMITS.text })).toBe(true);
    expect(of({ type: "text", maxLength: LIMITS.text + 1 })).toBe(false);
    expect(of({ type: "paragraph", maxLength: LIMITS.paragraph + 1 })).toBe(false);
    const options = [
      { key: "x".repeat(LIMITS.option + 1), label: "长" },
      { key: "b", label: "乙" },
    ];
    expect(of({ type: "choice", options })).toBe(false);
  });
});

describe("field keys", () => {
  it("are Chinese names, and never the name of a member that every object has", () => {
    const accepted = (key: string) => fieldKey.safeParse(key).success;
    expect(["教育支出", "P2R比例", "民转公经费2021"].every(accepted)).toBe(true);
    expect(
      ["", "2021年", "教育 支出", "教育.支出", "a-b", "{{甲}}", "__proto__", "constructor", "toString", "valueOf"].some(
        accepted,
      ),
    ).toBe(false);
  });
});

describe("document numbers", () => {
  it.each([
    ["国发[2022]5号", "国发〔2022〕5号"],
    ["国发（2022）5号", "国发〔2022〕5号"],
    ["国发【 2022 】5号", "国发〔2022〕5号"],
    ["国发﹝2022﹞5号", "国发〔2022〕5号"],
    ["国发(22)5号", "国发(22)5号"],
  ])("%s is written %s", (typed, expected) => {
    expect(normaliseDocumentNumber(typed)).toBe(expected);
  });

  it("are normalised once and for all", () => {
    const typed = fc.oneof(
      hostileText,
      fc.stringMatching(/^[国发 ]{0,4}[[(（【〔]{0,2} ?20[0-9]{2}[\])）】〕 ]{0,2}5号$/),
    );
    holds(
      [typed],
      (number) => {
        const once = normaliseDocumentNumber(number);
        expect(normaliseDocumentNumber(once)).toBe(once);
      },
      1000,
    );
  });

  it("refuse a leading zero and brackets of any other kind", () => {
    expect(isDocumentNumber("渝府办发〔2022〕5号")).toBe(true);
    for (const wrong of [
      "渝府办发〔2022〕05号",
      "渝府办发[2022]5号",
      "渝府办发〔22〕5号",
      "〔2022〕5号",
      "渝府办发〔2022〕5",
    ])
      expect(isDocumentNumber(wrong), wrong).toBe(false);
  });
});

describe("expandYear", () => {
  it("replaces every year mark and nothing else", () => {
    expect(expandYear("{year-1}年至{year}年，{year+1}，{years}，{year-}", 2022)).toBe(
      "2021年至2022年，2023，{years}，{year-}",
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { asksForNarrative, itemProgress, slotExplanationId, totalProgress } from "#core/submission/progress.ts";
import { SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf, evidenceFile, itemOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const number = (key: string, more: object = {}) => ({
  type: "number" as const,
  key,
  label: key,
  unit: "人",
  precision: 0,
  prior: "上年",
  ...more,
});
const item = itemOf({
  fields: [number("甲"), number("乙", { required: false })],
  prose: true,
  narrative: "参考文稿{{甲}}",
  evidence: [
    { key: "list", title: "名册", required: true },
    { key: "photo", title: "照片" },
  ],
});
const file = evidenceFile("e1", [{ itemKey: "spending", slot: "list" }]);
const state = (answer?: Partial<Answer>, records: Evidence[] = []) =>
  itemProgress(item, answer && answerOf(answer), records).state;

const complete: Partial<Answer> = { values: { 甲: { now: "0" } }, narrative: "正文" };

describe("an item's progress", () => {
  it("does not count a default, a draft, a carried value or a mark", () => {
    expect(itemProgress(item, undefined, [])).toMatchObject({ state: "empty", filled: 0, wanted: 3 });
    expect(state({})).toBe("empty");
    expect(state({ done: true })).toBe("empty");
    expect(state({ narrative: " \n\u3000" })).toBe("empty");
    expect(state({ values: { 甲: { prior: "3" } } })).toBe("empty");
    expect(state({ values: { 甲: "文字", 别的: true } })).toBe("empty");
    expect(state({ explanations: { [slotExplanationId("list")]: "  " } })).toBe("empty");
  });

  it("begins with anything that a person put there", () => {
    expect(state({ values: { 乙: { now: "1" } } })).toBe("started");
    expect(state({ narrative: "一句" })).toBe("started");
    expect(state(undefined, [evidenceFile("e", [{ itemKey: "spending" }])])).toBe("started");
    expect(state({ explanations: { [slotExplanationId("list")]: "本年度未发生" } })).toBe("started");
  });

  it("is complete with required fields, narrative and required evidence, and done only then", () => {
    expect(state(complete, [])).toBe("started");
    expect(state({ ...complete, done: true }, [])).toBe("started");
    expect(state(complete, [file])).toBe("complete");
    expect(state({ ...complete, done: true }, [file])).toBe("done");
  });

  it("takes a written explanation in place of a file, for that slot only", () => {
    expect(state({ ...complete, explanations: { [slotExplanationId("list")]: "档案未到期" } })).toBe("complete");
    expect(state({ ...complete, explanations: { [slotExplanationId("photo")]: "无照片" } })).toBe("started");
    expect(state({ ...complete, explanations: { list: "无" } })).toBe("started");
    expect(state(complete, [evidenceFile("e", [{ itemKey: "spending", slot: "photo" }])])).toBe("started");
    expect(state(complete, [evidenceFile("e", [{ itemKey: "other", slot: "list" }])])).toBe("started");
  });

  it("names what is missing", () => {
    expect(itemProgress(item, undefined, []).missing).toEqual([
      { kind: "field", key: "甲", label: "甲" },
      { kind: "narrative" },
      { kind: "evidence", slot: "list", title: "名册" },
    ]);
  });

  it("asks a chapter of entries for no narrative, and an item that wants nothing for the mark only", () => {
    const chapter = itemOf({ prose: true, fields: [{ type: "entries", key: "问题", label: "问题" }] });
    expect(asksForNarrative(chapter)).toBe(false);
    expect(itemProgress(chapter, answerOf({ values: { 问题: [{ heading: "一", text: "" }] } }), []).state).toBe(
      "complete",
    );
    const nothing = itemOf({ prose: false });
    expect(itemProgress(nothing, undefined, []).state).toBe("empty");
    expect(itemProgress(nothing, answerOf({ done: true }), []).state).toBe("done");
  });

  it("never says done of an item that lacks anything, and never counts below zero or above what is wanted", () => {
    const all = itemOf({ prose: true, fields: Object.values(SAMPLE_FIELDS) });
    const some = fc
      .tuple(...Object.values(SAMPLE_FIELDS).map((each) => fc.option(storedValue(each), { nil: undefined })))
      .map((row) =>
        Object.fromEntries(
          Object.values(SAMPLE_FIELDS).flatMap((each, index) =>
            row[index] === undefined ? [] : [[each.key, row[index]]],
          ),
        ),
      );
    holds([some, fc.boolean()], (values, done) => {
      const progress = itemProgress(all, answerOf({ values, done }), []);
      expect(progress.filled + progress.missing.length).toBe(progress.wanted);
      expect(progress.state === "done").toBe(done && progress.missing.length === 0);
      expect(progress.filled).toBeGreaterThanOrEqual(0);
    });
  });

  it("is counted once per item in the total", () => {
    const each = (state: "empty" | "started" | "complete" | "done") => ({
      state,
      filled: 0,
      wanted: 0,
      missing: [],
      carry: { unconfirmed: 0, stale: 0 },
    });
    expect(totalProgress([each("empty"), each("started"), each("complete"), each("done"), each("done")])).toEqual({
      items: 5,
      started: 1,
      complete: 1,
      done: 2,
    });
  });
});

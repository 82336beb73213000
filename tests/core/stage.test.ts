import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldOf, field } from "#core/field/definition.ts";
import type { StageCell, StagesValue, StoredValue } from "#core/field/value.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { compareDecimals, divideDecimals } from "#core/quantity/decimal.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { stageMovement, stageOutcome } from "#core/stage/movement.ts";
import { stageSentence } from "#core/stage/sentence.ts";
import { stageTable } from "#core/stage/table.ts";
import { stageText } from "#core/stage/token.ts";
import { itemProgress } from "#core/submission/progress.ts";
import { sectionItems } from "#core/template/outline.ts";
import { contentOf, itemOf, templateWith, values } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const stages = field.parse({
  type: "stages",
  key: "经费",
  label: "分学段经费",
  required: false,
  stages: [
    { key: "小学", label: "小学" },
    { key: "初中", label: "初中" },
  ],
  years: [-2, -1],
  spending: { label: "教育支出", unit: "亿元", precision: 4 },
  pupils: { label: "在校学生数", unit: "人", precision: 0 },
  perPupil: { label: "生均支出", unit: "元/生", precision: 2 },
  within: { field: "总支出", stages: ["小学", "初中"] },
  ref: "R-08",
  standing: "verified",
}) as FieldOf<"stages">;
const total = field.parse({
  type: "number",
  key: "总支出",
  label: "总支出",
  unit: "亿元",
  precision: 2,
  period: "{year-1}年",
  prior: "{year-2}年",
  required: false,
});

const cell = (spending?: string, pupils?: string, perPupil?: string): StageCell => ({
  ...(spending === undefined ? {} : { spending }),
  ...(pupils === undefined ? {} : { pupils }),
  ...(perPupil === undefined ? {} : { perPupil }),
});
const two = (before: StageCell, now: StageCell): Record<string, StageCell> => ({ "2020": before, "2021": now });
const rising: StagesValue = {
  rows: {
    小学: two(cell("9.00", "60000"), cell("9.60", "60000")),
    初中: two(cell("6.00", "30000"), cell("6.30", "30000")),
  },
};

const checklist = templateWith({ fields: [total, stages], prose: true });
const codes = (value: StagesValue, more: Record<string, StoredValue> = {}) =>
  checkSubmission(contentOf(checklist, { "item-1": values({ 经费: value, ...more }) }))
    .filter(({ code }) => code.startsWith("stages."))
    .map(({ code, severity, message }) => ({ code, severity, message }));

describe("stageTable", () => {
  it("computes spending per pupil, totals by year, change and growth", () => {
    const { rows, total: sum } = stageTable(stages, rising);
    expect(rows[0]?.cells.get("2021")?.perPupil).toMatchObject({ value: "16000.00", computed: true });
    expect(sum.cells.get("2021")).toMatchObject({ spending: { value: "15.90" }, pupils: { value: "90000" } });
    expect(sum.cells.get("2021")?.perPupil?.value).toBe("17666.67");
    expect(stageMovement(sum, "spending", "2020", "2021")).toMatchObject({
      change: "0.90",
      growth: "6.00",
      verdict: "增",
    });
  });

  it("adds up a year only when every stage that has figures has one", () => {
    const half = { rows: { ...rising.rows, 初中: { "2021": cell("6.30", "30000") } } };
    const table = stageTable(stages, half);
    expect(table.total.cells.get("2020")).toEqual({});
    expect(stageOutcome(table.total, table.years)).toBe("未填齐");
  });

  it("shows the years that are asked for before anything is typed, and keeps older ones that have figures", () => {
    expect(stageTable(stages, { rows: {} }, 2022).years).toEqual(["2020", "2021"]);
    expect(stageTable(stages, { rows: { 小学: { "2018": cell("1") } } }, 2022).years).toEqual(["2018", "2020", "2021"]);
  });

  it("gives every computed figure per pupil an interval that holds all quotients of what is displayed", () => {
    const money = fc.integer({ min: 1, max: 99_999 });
    const heads = fc.integer({ min: 1, max: 999_999 });
    // in hundredths of what is displayed: 9.60 may stand for anything from 9.595 to 9.605
    const slip = fc.integer({ min: -50, max: 50 });
    holds([money, heads, slip], (hundredths, pupils, off) => {
      const displayed = { spending: divideDecimals(String(hundredths), "100", 2) ?? "", pupils: String(pupils) };
      const [row] = stageTable(stages, { rows: { 小学: { "2021": displayed } } }).rows;
      const range = row?.cells.get("2021")?.perPupil?.range;
      const meant = divideDecimals(String((hundredths * 100 + off) * 10_000), displayed.pupils, 24) ?? "0";
      expect(compareDecimals(meant, range?.from ?? "0")).toBeGreaterThanOrEqual(0);
      expect(compareDecimals(meant, range?.to ?? "0")).toBeLessThanOrEqual(0);
    });
  });
});

describe("checkStages", () => {
  it("says nothing about a table in which nothing falls", () => {
    expect(codes(rising)).toEqual([]);
  });

  it("warns of a stage that falls, of the total that falls with it, and asks for a reason before the item is complete", () => {
    const falling = { rows: { ...rising.rows, 初中: two(cell("6.00", "30000"), cell("5.00", "30000")) } };
    const found = codes(falling);
    expect(found.map(({ code }) => code)).toEqual(Array(4).fill("stages.decrease"));
    expect(found.every(({ severity }) => severity === "warning")).toBe(true);
    expect(found[0]?.message).toContain("初中2021年教育支出");
    const item = sectionItems(checklist)[0]?.item ?? itemOf();
    const answer = { format: 2 as const, values: { 经费: falling }, done: false, explanations: {}, narrative: "文" };
    const { missing } = itemProgress(item, answer, []);
    expect(missing.map(({ kind }) => kind)).toEqual(Array(4).fill("explanation"));
    const explained = Object.fromEntries(
      missing.map((each) => [each.kind === "explanation" ? each.id : "", "学生减少，口径未变"]),
    );
    expect(itemProgress(item, { ...answer, explanations: explained }, []).state).toBe("complete");
    const ids = checkSubmission(contentOf(checklist, { "item-1": answer })).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(explained)));
  });

  it("leaves open what rounding hides, and asks for finer figures", () => {
    const close = { rows: { 小学: two(cell("0.01", "3000"), cell("0.01", "3001")) } };
    expect(codes(close)).toEqual([
      expect.objectContaining({ code: "stages.open", severity: "notice" }),
      expect.objectContaining({ code: "stages.open", severity: "notice" }),
    ]);
  });

  it("accepts a stated figure per pupil within rounding, and shows the working where it cannot be", () => {
    const stated = (perPupil: string) => ({
      rows: { 小学: two(cell("9.00", "60000", "15000.00"), cell("9.60", "60000", perPupil)) },
    });
    expect(codes(stated("16008.00"))).toEqual([]);
    expect(codes(stated("17000.00"))).toEqual([
      expect.objectContaining({
        code: "stages.per-pupil",
        severity: "warning",
        message: expect.stringContaining("9.60亿元÷60000人=16000.00元/生"),
      }),
    ]);
  });

  it("notices a year without its counterpart", () => {
    expect(codes({ rows: { 小学: { "2021": cell("9.60", "60000") } } }).map(({ code }) => code)).toEqual([
      "stages.incomplete",
      "stages.incomplete",
    ]);
  });

  it("refuses parts that exceed the whole in either year, and allows what rounding explains", () => {
    expect(codes(rising, { 总支出: { now: "15.90", prior: "15.00" } })).toEqual([]);
    expect(codes(rising, { 总支出: { now: "15.90", prior: "14.90" } })).toEqual([
      expect.objectContaining({ code: "stages.sum", severity: "error", message: expect.stringContaining("2020年") }),
    ]);
  });

  const amount = fc.integer({ min: 100, max: 9_999 });
  const heads = fc.integer({ min: 1_000, max: 99_999 });

  it("never blames a table whose figures all rise, and finds each one that is made to fall", () => {
    const row = fc.record({
      spending: amount,
      more: fc.integer({ min: 1, max: 500 }),
      pupils: heads,
      growing: fc.boolean(),
    });
    holds([row, row], (a, b) => {
      const years = ({ spending, more, pupils }: typeof a) =>
        two(cell(`${spending}.00`, String(pupils)), cell(`${spending + more}.00`, String(pupils)));
      expect(codes({ rows: { 小学: years(a), 初中: years(b) } }).filter(({ code }) => code !== "stages.open")).toEqual(
        [],
      );
      const fallen = two(cell(`${a.spending + a.more}.00`), cell(`${a.spending}.00`));
      expect(codes({ rows: { 小学: fallen, 初中: years(b) } }).map(({ code }) => code)).toContain("stages.decrease");
    });
  });
});

describe("the sentence of the table", () => {
  const lookup = (value: StagesValue) => ({ field: () => stages, value: () => value });
  const said = (value: StagesValue) =>
    resolveNarrative(stageSentence(stages, value), lookup(value)).map(runText).join("");

  it("quotes the table by tokens, so that it follows it", () => {
    expect(stageSentence(stages, rising)).toContain("{{经费.小学.支出.增幅}}");
    expect(said(rising)).toContain("小学教育支出9.60亿元，比上年增加0.60亿元、增长6.67%");
    expect(said(rising)).toContain("各学段教育支出和生均支出均未下降。");
  });

  it("speaks of a fall as a fall, and claims nothing that the table does not show", () => {
    const falling = { rows: { ...rising.rows, 初中: two(cell("6.00", "30000"), cell("5.00", "30000")) } };
    expect(said(falling)).toContain("初中教育支出5.00亿元，比上年减少1.00亿元、下降16.67%");
    expect(said(falling)).toContain("其中初中、合计有下降");
    expect(said(falling)).not.toContain("均未下降");
    expect(stageSentence(stages, { rows: { 小学: { "2021": cell("1") } } })).toBe("");
  });

  it("is watched by the check of directions once the table changes", () => {
    const narrative = stageSentence(stages, rising);
    const falling = { rows: { ...rising.rows, 小学: two(cell("9.60", "60000"), cell("9.00", "60000")) } };
    const check = (value: StagesValue) =>
      checkSubmission(contentOf(checklist, { "item-1": { narrative, values: { 经费: value } } })).filter(
        ({ code }) => code === "narrative.direction",
      );
    expect(check(rising)).toEqual([]);
    expect(check(falling).length).toBeGreaterThan(0);
  });

  it("knows its places and no others", () => {
    expect(stageText(stages, rising, "小学.支出")).toEqual({ ok: true, value: "9.60亿元" });
    expect(stageText(stages, rising, "合计.生均.上年")).toEqual({ ok: true, value: "16666.67元/生" });
    expect(stageText(stages, undefined, "小学.支出")).toEqual({ ok: true, value: undefined });
    for (const wrong of ["大学.支出", "小学", "小学.支出.去年", "小学.支出.增幅.增幅"])
      expect(stageText(stages, rising, wrong).ok, wrong).toBe(false);
  });
});

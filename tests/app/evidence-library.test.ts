import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedTo } from "#app/features/evidence/evidence-order.ts";
import { lackingFacts, libraryRows, repeatedText, selectRows } from "#app/features/evidence/library-rows.ts";
import { stepZoom } from "#app/features/evidence/preview/zoom.tsx";
import { checkRecord, numberHint, recordValues } from "#app/features/evidence/record-values.ts";
import { type Evidence, UNDESCRIBED } from "#core/evidence/evidence.ts";
import { template } from "#core/template/schema.ts";
import small from "#tests/fixtures/template-small.json" with { type: "json" };

const SMALL = template.parse(small);
const [firstItem] = SMALL.sections.flatMap((section) => section.items);
const itemKey = firstItem?.key ?? "";

const record = (id: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  title: `材料${id}`,
  fileName: `${id}.pdf`,
  mediaType: "application/pdf",
  size: 1000,
  sha256: "0".repeat(64),
  flags: [],
  revision: 1,
  ...UNDESCRIBED,
  addedAt: "2022-03-01T00:00:00.000Z",
  addedBy: "张三",
  inReport: false,
  links: [],
  ...more,
});

describe("the library", () => {
  const all = [
    record("a", {
      title: "关于加强教师队伍建设的意见",
      docNumber: "渝教发〔2022〕3号",
      links: [{ itemKey, order: 2 }],
    }),
    record("b", {
      title: "经费决算",
      confidential: true,
      effectiveUntil: "2020-12-31",
      links: [{ itemKey, order: 1 }],
    }),
    record("c", { title: "微信图片_20220301", mediaType: "image/jpeg", alsoIn: 2021, flags: ["macros"] }),
    record("d", { title: "齐全", issuer: "教委", date: "2022-01-01" }),
  ];
  const rows = libraryRows(SMALL, all, 2022);
  const ids = (view: Partial<Parameters<typeof selectRows>[1]>): string =>
    selectRows(rows, { query: "", state: undefined, sort: "number", ...view })
      .map((row) => row.record.id)
      .join("");

  it("stands in the order of the numbers, what is under no item last", () => {
    expect(ids({})).toBe("bacd");
    expect(rows[0]?.places[0]?.number).toMatch(/^1-1-02$/);
  });

  it("is narrowed down by every word typed, in title, 文号, item and remark", () => {
    expect(ids({ query: "教师  2022" })).toBe("a");
    expect(ids({ query: "1-1-01" })).toBe("b");
    expect(ids({ query: "含宏" })).toBe("c");
    expect(ids({ query: "没有这个词" })).toBe("");
  });

  it("is narrowed down by state", () => {
    expect(ids({ state: "unlinked" })).toBe("cd");
    expect(ids({ state: "confidential" })).toBe("b");
    expect(ids({ state: "expired" })).toBe("b");
    expect(ids({ state: "repeated" })).toBe("c");
    expect(ids({ state: "flagged" })).toBe("c");
    expect(ids({ state: "lacking" })).toBe("bac");
  });

  it("says what is still to be registered; a picture has no issuer", () => {
    expect(lackingFacts(record("x"))).toEqual(["发文机关", "日期"]);
    expect(lackingFacts(record("x", { title: "IMG_1023", mediaType: "image/png" }))).toEqual(["名称", "日期"]);
    expect(lackingFacts(record("x", { title: "2022年3月工作总结", issuer: "教委", date: "2022-03-01" }))).toEqual([]);
  });

  it("names the year before as such", () => {
    expect(repeatedText(record("x", { alsoIn: 2021 }), 2022)).toBe("与上年相同");
    expect(repeatedText(record("x", { alsoIn: 2019 }), 2022)).toBe("与2019年相同");
    expect(repeatedText(record("x"), 2022)).toBeUndefined();
  });
});

describe("a record's form", () => {
  const base = recordValues(record("x"));

  it("sends what was changed and no more", () => {
    expect(checkRecord(base, base)).toEqual({ change: {}, faults: {} });
    expect(checkRecord({ ...base, issuer: " 重庆市教委 ", date: "2022-03-01" }, base).change).toEqual({
      issuer: "重庆市教委",
      date: "2022-03-01",
    });
    expect(checkRecord({ ...base, docNumber: "渝教发[2022]3号" }, base).change).toEqual({
      docNumber: "渝教发〔2022〕3号",
    });
  });

  it("takes an emptied day back", () => {
    const dated = recordValues(record("x", { date: "2022-03-01" }));
    expect(checkRecord({ ...dated, date: "" }, dated).change).toEqual({ date: null });
  });

  it("keeps one wrong field from being saved, not the others", () => {
    const { change, faults } = checkRecord({ ...base, title: " ", issuer: "教委" }, base);
    expect(change).toEqual({ issuer: "教委" });
    expect(Object.keys(faults)).toEqual(["title"]);
  });

  it("refuses a period that ends before it begins", () => {
    const { change, faults } = checkRecord(
      { ...base, effectiveFrom: "2022-02-01", effectiveUntil: "2022-01-01" },
      base,
    );
    expect(change).toEqual({});
    expect(faults).toEqual({ effectiveUntil: "失效日期早于生效日期，请核对" });
  });

  it("points at a 文号 that does not read as one", () => {
    expect(numberHint("渝教发[2022]3号")).toBeUndefined();
    expect(numberHint("")).toBeUndefined();
    expect(numberHint("第三号")).toContain("机关代字");
  });
});

describe("the order under an item", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 8 });

  it("keeps every record and puts the moved one where the other stood", () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.nat(), (order, a, b) => {
        const [from, to] = [a % order.length, b % order.length];
        const [id = "", target = ""] = [order[from], order[to]];
        const moved = movedTo(order, id, target);
        expect([...moved].sort()).toEqual([...order].sort());
        expect(moved.indexOf(id)).toBe(to);
      }),
    );
  });
});

it("zooming goes by steps and ends at the last", () => {
  expect(stepZoom("+", 0.8)).toBe(1);
  expect(stepZoom("-", 0.8)).toBe(0.75);
  expect(stepZoom("+", 4)).toBe(4);
  expect(stepZoom("0", 2)).toBe("fit");
  expect(stepZoom("a", 2)).toBeUndefined();
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { token } from "#core/narrative/tokens.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { TextMemo } from "#core/rule/check-text.ts";
import type { Finding } from "#core/rule/finding.ts";
import { changeOf, locate } from "#core/rule/place.ts";
import { planted, soundParagraph } from "#tests/core/prose/sound-prose.ts";
import { contentOf, evidenceFile, templateWith } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const checklist = templateWith({
  fields: [{ type: "number", key: "教育支出", label: "教育支出", unit: "亿元", precision: 2 }],
  prose: true,
});
const checked = (narrative: string, more: Parameters<typeof contentOf>[2] = {}): Finding[] =>
  checkSubmission(
    contentOf(checklist, { "item-1": { narrative, values: { 教育支出: { now: "12.50", prior: "12.00" } } } }, more),
  ).filter(({ code }) => /^(text|publish|claim)\./.test(code));

describe("prose in a submission", () => {
  it("raises nothing where it is sound", () => {
    holds([soundParagraph], (text) => {
      expect(checked(`  ${text}\n\n此外，${text}`).filter(({ severity }) => severity !== "notice")).toEqual([]);
    });
  });

  it("has a finding that points at its words in the narrative, behind tokens and blank lines as well", () => {
    const narrative = `第一段没有问题。\n\n  支出${token("教育支出")}，自20219月以来逐月拨付。`;
    const [found] = checked(narrative);
    expect(found).toMatchObject({ code: "text.lost-year", itemKey: "item-1", severity: "error" });
    expect(found?.place && narrative.slice(found.place.start, found.place.end)).toBe(found?.place?.text);
    expect(found?.place?.text).toContain("20219月");
    expect(found?.repair && narrative.slice(0, found.repair.start)).toMatch(/自2021$/);
  });

  it("offers a repair that makes the narrative sound", () => {
    holds([soundParagraph, fc.oneof(...Object.values(planted))], (before, { damaged, whole }) => {
      let narrative = `${before}${token("教育支出")}已拨付。${damaged}`;
      for (const { place, repair } of checked(narrative).toReversed()) {
        const change = place && repair && changeOf(narrative, place, repair);
        if (change) narrative = narrative.slice(0, change.from) + change.insert + narrative.slice(change.to);
      }
      expect(narrative).toBe(`${before}${token("教育支出")}已拨付。${whole}`);
    });
  });

  it("never offers to change a piece of a quoted figure", () => {
    for (const { repair } of checked(`支出${token("教育支出")}${token("教育支出")}2022年增长。`))
      expect(repair === undefined || repair.start >= `支出${token("教育支出")}`.length).toBe(true);
  });

  it("offers to quote the data where a typed figure equals it, and calls a figure wrong that contradicts it", () => {
    const same = checked("2022年教育支出12.50亿元。").find(({ code }) => code === "claim.data");
    expect(same).toMatchObject({
      severity: "notice",
      repair: { offer: "改为引用数据", replacement: token("教育支出") },
    });
    const other = checked("2022年教育支出13.70亿元。").find(({ code }) => code === "claim.data");
    expect(other).toMatchObject({ severity: "error" });
    expect(checked(`2022年教育支出${token("教育支出")}。`)).toEqual([]);
    expect(checked("2022年生均教育支出19500元。").filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("gives every finding an id of its own that stays when text before it changes", () => {
    const fault = "自20219月以来逐月拨付，";
    const ids = checked(`${fault}各校落实。${fault}各校落实。`).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(checked(`全区重视。${fault}各校落实。${fault}各校落实。`).map(({ id }) => id)).toEqual(ids);
  });

  it("looks only at what has changed, and forgets what is gone", () => {
    const memo: TextMemo = new Map();
    const content = (narrative: string) => contentOf(checklist, { "item-1": { narrative } });
    const first = checkSubmission(content("自20219月以来。"), memo);
    expect(memo.size).toBe(1);
    expect(checkSubmission(content("自20219月以来。"), memo)).toEqual(first);
    checkSubmission(content("自2021年9月以来。"), memo);
    expect(memo.size).toBe(1);
  });

  it("warns of evidence whose title shows that it is not for the public", () => {
    const record = { ...evidenceFile("e1", [{ itemKey: "item-1" }]), title: "内部资料，注意保存：巡查情况" };
    expect(checked("全区重视。", { evidence: [record] }).map(({ code }) => code)).toEqual([
      "publish.internal-document",
    ]);
  });
});

describe("the place of a finding", () => {
  const place = { start: 4, end: 6, text: "错字" };
  it("is found again after text was typed before it, the nearest first", () => {
    expect(locate("一二三四错字五", place)).toEqual({ start: 4, end: 6 });
    expect(locate("错字一二三四五错字五", place)).toEqual({ start: 7, end: 9 });
    expect(locate("一二三四", place)).toBeUndefined();
  });

  it("gives no change once the words are another's", () => {
    const repair = { start: 4, end: 5, original: "错", replacement: "对", offer: "按建议修改" };
    expect(changeOf("二三四错字", place, repair)).toEqual({ from: 3, to: 4, insert: "对" });
    expect(changeOf("二三四对字", place, repair)).toBeUndefined();
  });
});

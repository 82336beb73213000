import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBankCard } from "#core/publishing/bank-card.ts";
import { checkPublishing } from "#core/publishing/check-publishing.ts";
import { isIdNumber } from "#core/publishing/id-number.ts";
import { soundParagraph } from "#tests/core/prose/sound-prose.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const found = (text: string, published = true) =>
  checkPublishing([{ text }], { published }).map(({ code, severity }) => `${code} ${severity}`);

const day = fc
  .tuple(fc.integer({ min: 1950, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}${String(month).padStart(2, "0")}${String(date).padStart(2, "0")}`);
const body = fc
  .tuple(fc.constantFrom("500112", "110105", "310101"), day, fc.integer({ min: 0, max: 999 }))
  .map(([place, born, order]) => `${place}${born}${String(order).padStart(3, "0")}`);
/** the one of eleven check characters that makes the number right */
const idNumber = body.map((digits) => [..."0123456789X"].map((check) => digits + check).find(isIdNumber) ?? "");

describe("the publishing check", () => {
  it("knows an ID number by its check digit", () => {
    holds([idNumber, fc.integer({ min: 1, max: 9 })], (number, step) => {
      expect(found(`学生家长${number}已登记`)).toEqual(["publish.id-number error"]);
      const digit = (Number(number.charAt(3)) + step) % 10;
      expect(isIdNumber(`${number.slice(0, 3)}${digit}${number.slice(4)}`)).toBe(false);
    });
  });

  it("does not print a number that it warns of", () => {
    const [finding] = checkPublishing([{ text: "身份证号11010519491231002X" }], { published: true });
    expect(finding?.message).not.toContain("19491231");
  });

  it("finds mobile numbers and bank cards, however they are grouped", () => {
    expect(found("联系人王老师，13800138000。")).toEqual(["publish.mobile-number error"]);
    expect(found("联系人王老师，138 0013 8000。")).toEqual(["publish.mobile-number error"]);
    expect(isBankCard("6222021234567890128")).toBe(true);
    expect(found("汇入账号6222 0212 3456 7890 128。")).toEqual(["publish.bank-card error"]);
    expect(found("数字6222021234567890128。")).toEqual(["publish.bank-card notice"]);
  });

  it.each([
    "索引号：11500112450511511J/2022-00108",
    "[ 索引号 ] | 115001050092880479/2022-00320",
    "统一社会信用代码115001120000000000",
    "联系电话：023-67175678",
    "（渝府办发〔2022〕15号）",
    "开展保守国家秘密和商业秘密教育",
    "学生高中、初中阶段的衔接",
    "学生方面、家长方面均满意",
    "电子邮箱：jw@cq.gov.cn",
    "2021年投入12345678901元",
  ])("lets %s stand", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ["机密★1年", "publish.secrecy-grade error"],
    ["引自秘密级文件", "publish.secrecy-grade error"],
    ["内部资料，注意保存", "publish.internal-document error"],
    ["此件不予公开", "publish.internal-document error"],
    ["家庭住址：渝北区回兴街道18号", "publish.home-address error"],
    ["联系邮箱abc@example.com", "publish.email error"],
    ["资助学生张小明、李红、王芳芳等3人", "publish.pupil-names error"],
    ["姓名 | 年级 | 班级", "publish.pupil-names error"],
  ])("finds %s", (text, code) => {
    expect(found(text)).toEqual([code]);
  });

  it("is milder with a report that is not published, except for secrets and ID numbers", () => {
    expect(found("联系人王老师，13800138000。", false)).toEqual(["publish.mobile-number warning"]);
    expect(found("机密★1年", false)).toEqual(["publish.secrecy-grade error"]);
    expect(found("11010519491231002X", false)).toEqual(["publish.id-number error"]);
  });

  it("says nothing about sound prose", () => {
    holds([soundParagraph], (text) => {
      expect(found(text)).toEqual([]);
    });
  });
});

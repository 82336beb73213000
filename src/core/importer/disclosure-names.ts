/** The fields of a disclosure page under their common names, with what sites call them. */
const SYNONYMS = {
  索引号: ["信息索引号", "信息索引", "索取号"],
  发文字号: ["发布文号", "发字文号", "文件编号", "文件字号", "发文文号", "文号", "字号"],
  主题分类: [],
  体裁分类: ["公文种类", "文件种类"],
  发布机构: ["发文机构", "公开责任部门", "发文机关", "发文单位", "发布单位", "制发机关"],
  成文日期: ["生成日期", "发文日期", "产生日期", "成文时间", "生成时间", "印发日期"],
  发布日期: ["发布时间", "公开日期", "公开时间", "信息发布日期"],
  有效性: ["信息有效性", "时效性", "文件有效性", "效力状态", "是否有效"],
  标题: ["信息名称", "文件名称", "文件标题", "公文标题", "名称"],
  内容概述: ["内容概要", "概述", "摘要"],
  日期: ["时间"],
  组配分类: [],
  主题导航: [],
  信息类别: ["信息分类"],
  信息来源: ["来源"],
  关键词: ["主题词"],
  实施日期: ["实施时间", "施行日期", "生效日期"],
  废止日期: ["失效日期"],
  公开方式: ["公开形式"],
  公开范围: [],
  公示期: ["公示时间", "公示期限"],
  公示电话: ["联系电话", "监督电话", "举报电话", "受理电话"],
  公示地址: ["联系地址", "通讯地址", "通信地址"],
  公示邮箱: ["电子邮箱", "联系邮箱", "邮箱"],
  受理单位: ["受理部门"],
} as const satisfies Record<string, readonly string[]>;

export type DisclosureName = keyof typeof SYNONYMS;

const COMMON = new Map<string, DisclosureName>();
for (const [name, others] of Object.entries(SYNONYMS) as [DisclosureName, readonly string[]][])
  for (const each of [name, ...others]) COMMON.set(each, name);

const squeeze = (text: string): string => text.replace(/[\s\u3000]/g, "");

/** The common name of a label, its blanks taken out. */
export const commonName = (label: string): DisclosureName | undefined => COMMON.get(squeeze(label));

/** The same where the page lost one character of it ([ 索号 ], [ 有性 ]); only within brackets, which say that it is one. */
export function damagedName(label: string): DisclosureName | undefined {
  const letters = squeeze(label);
  if (letters.length < 2) return undefined;
  const names = new Set<DisclosureName>();
  for (const [full, name] of COMMON)
    if (full.length === letters.length + 1)
      for (let lost = 0; lost < full.length; lost++)
        if (full.slice(0, lost) + full.slice(lost + 1) === letters) names.add(name);
  const [only] = names;
  return names.size === 1 ? only : undefined;
}

const spaced = (name: string): string => [...name].join("[\\s\\u3000]*");

/** Labels in front of a colon, the longest first. Those that are common words need the page's head around them. */
export const LABEL_WORDS: string = [...COMMON.keys()]
  .sort((a, b) => b.length - a.length)
  .map(spaced)
  .join("|");

/** What a date field says, as YYYY-MM-DD; the text itself where it is no date. */
export function dayOf(text: string): string {
  const match = /((?:19|20)\d{2})\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})/.exec(text);
  if (!match) return text;
  const [, year = "", month = "", day = ""] = match;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export const isDateName = (name: string): boolean => /日期$/.test(name);

/** Whether a line behind a label that stands alone can be its value, rather than the title of the text. */
export function isPlausible(name: string, value: string): boolean {
  if (isDateName(name))
    return /^(?:19|20)\d{2}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}/.test(value) && value.length <= 24;
  switch (name) {
    case "索引号":
      return /^[\w\-/]{6,60}$/.test(value);
    case "发文字号":
      return value.length <= 30 && (/号$/.test(value) || /^(?:无|暂无|-+|\/)$/.test(value));
    case "有效性":
      return value.length <= 8;
    case "发布机构":
    case "主题分类":
    case "体裁分类":
      return value.length <= 40 && !/[。；]/.test(value);
    default:
      return true;
  }
}

const CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * Whether the front half of an index number, a unified social credit code (GB 32100), has the right check character.
 * Undefined where it is none. Published pages are known whose code fails, so nothing is refused by it.
 */
export function creditCodeHolds(indexNumber: string): boolean | undefined {
  const code = /^([0-9A-HJ-NPQRTUWXY]{18})\//.exec(indexNumber)?.[1];
  if (code === undefined) return undefined;
  let sum = 0;
  let weight = 1;
  for (const letter of code.slice(0, 17)) {
    sum += CODE_LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return CODE_LETTERS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

import type { Disclosure } from "#core/publishing/disclosure.ts";

/** Marks of classified papers: 机密★1年, 秘密级文件. 保守国家秘密 and 商业秘密 are what a text may speak of. */
const GRADE = /(?:绝密|机密|秘密)\s?[★☆*]|(?<!国家|商业|工作|保守)(?:绝密|机密|秘密)级?(?=文件|资料|材料|件(?!事))/g;
const INTERNAL =
  /内部(?:资料|文件|材料|刊物|使用)[，,、：: ]{0,2}(?:注意保存|注意保密|妥善保管|不得外传|严禁外传|请勿外传|仅供参考)|仅供内部(?:使用|参考|交流|传阅)?|(?:此件)?(?:不予公开|不公开发布|不宜公开)|严禁(?:外传|泄露|翻印)|涉密(?:文件|材料|资料|档案)/g;

export const secrecyMarks = (text: string): Disclosure[] => [
  ...[...text.matchAll(GRADE)].map(at("secrecy-grade")),
  ...[...text.matchAll(INTERNAL)].map(at("internal-document")),
];

const at =
  (kind: Disclosure["kind"]) =>
  ({ index, 0: all }: RegExpExecArray): Disclosure => ({ kind, start: index, end: index + all.length });

import fc from "fast-check";

/** Official prose without a fault, put together from parts of our own. */
const opening = fc.constantFrom(
  "全区",
  "我区",
  "区政府",
  "区教委",
  "县委教育工作领导小组",
  "两年来，全县",
  "2023年，我市",
);
const doing = fc.constantFrom(
  "坚持教育优先发展",
  "完善了课后服务保障机制",
  "出台了《关于加强校园安全工作的意见》（渝府办发〔2022〕15号）",
  "召开专题会议12次",
  "开展3次督导检查",
  "组织200余名教师参加培训",
  "为15名残疾儿童少年提供送教上门服务",
  "落实“双减”要求",
  "不断改善办学条件",
  "近30所学校完成了改扩建",
  "新增学位4500个",
  "按生均1000元/生·年的标准安排公用经费",
  "由教育部等八部门部署的行动有序推进",
  "截至2023年9月，安排资金2.35亿元",
  "2022、2023两年投入5280.03万元",
  "2021—2022学年惠及学生3.5万余人次",
  "义务教育巩固率达到100%",
  "毛入园率、普惠率分别达到95.2%、91.03%",
  "教师培训经费占工资总额的2.5%",
  "公办园在园幼儿占比提高到52.6%，比上年提高3.1个百分点",
  "以实现应助尽助为目的的资助体系更加健全",
  "为了了解实际情况开展调研20余次",
  "38个部门、26个镇街共同参与",
  "1+X证书制度试点稳步推进",
  "推动各校切实履行主体责任",
);
const sentence = fc
  .tuple(opening, fc.array(doing, { minLength: 1, maxLength: 4 }))
  .map(([start, parts]) => `${start}${start.endsWith("，") ? "" : "，"}${parts.join("，")}。`.replace("，，", "，"));

export const soundParagraph = fc.array(sentence, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));

export const soundText = fc
  .array(fc.tuple(fc.constantFrom("加强党的领导", "落实经费保障", "促进教育公平"), soundParagraph), {
    minLength: 1,
    maxLength: 6,
  })
  .map((items) => items.map(([heading, body], index) => ({ text: `${index + 1}.${heading}。${body}` })));

const year = fc.integer({ min: 2015, max: 2029 });
const month = fc.integer({ min: 1, max: 12 });
const order = fc.integer({ min: 1, max: 999 });
const percent = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 10, max: 99 }))
  .map((parts) => parts.join("."));

/** A fault put into a sentence: the damaged words, and how they read when they are whole. */
export interface Planted {
  damaged: string;
  whole: string;
}

export const planted: Readonly<Record<string, fc.Arbitrary<Planted>>> = {
  "a lost 〕": fc.tuple(year, order).map(([y, n]) => ({
    damaged: `按照《通知》（渝教发〔${y}${n}号）办理。`,
    whole: `按照《通知》（渝教发〔${y}〕${n}号）办理。`,
  })),
  "a lost 〔": fc.tuple(year, order).map(([y, n]) => ({
    damaged: `按照《通知》（渝府办发${y}〕${n}号）办理。`,
    whole: `按照《通知》（渝府办发〔${y}〕${n}号）办理。`,
  })),
  "brackets of another kind": fc
    .tuple(year, order, fc.constantFrom("[]", "【】", "()", "（）", "﹝﹞"))
    .map(([y, n, marks]) => ({
      damaged: `按照《通知》要求和渝教办${marks.charAt(0)}${y}${marks.charAt(1)}${n}号文件办理。`,
      whole: `按照《通知》要求和渝教办〔${y}〕${n}号文件办理。`,
    })),
  "a lost 年 before a month": fc.tuple(year, month).map(([y, m]) => ({
    damaged: `自${y}${m}月以来，学校运转良好。`,
    whole: `自${y}年${m}月以来，学校运转良好。`,
  })),
  "two percentages run together": fc.tuple(percent, percent).map(([a, b]) => ({
    damaged: `两项占比分别为${a}%${b}%。`,
    whole: `两项占比分别为${a}%、${b}%。`,
  })),
  "two coefficients run together": fc
    .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 10, max: 99 }))
    .map(([a, b]) => ({
      damaged: `小学、初中系数为0.${a}0.${b}。`,
      whole: `小学、初中系数为0.${a}、0.${b}。`,
    })),
  "a year behind a percentage": fc.tuple(percent, year).map(([p, y]) => ({
    damaged: `投入增长${p}%${y}年，安排专项资金。`,
    whole: `投入增长${p}%。${y}年，安排专项资金。`,
  })),
  "a lost unit": fc.integer({ min: 100, max: 9999 }).map((n) => ({
    damaged: `生均公用经费按小学${n}/.年安排。`,
    whole: `生均公用经费按小学${n}元/生·年安排。`,
  })),
  "two years run together": year.map((y) => ({
    damaged: `落实${y}${y + 1}两年经费。`,
    whole: `落实${y}、${y + 1}两年经费。`,
  })),
  截止: fc.tuple(year, month).map(([y, m]) => ({
    damaged: `截止${y}年${m}月，工程全部完工。`,
    whole: `截至${y}年${m}月，工程全部完工。`,
  })),
  "a lost 《": fc.constantFrom("意见", "通知", "方案").map((kind) => ({
    damaged: `印发关于加强教师队伍建设的${kind}》，并抓好落实。`,
    whole: `印发《关于加强教师队伍建设的${kind}》，并抓好落实。`,
  })),
};

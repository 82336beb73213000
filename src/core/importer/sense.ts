/** What a chapter is about, by its heading: reports name the same chapter in many ways. */
export type Sense = "problems" | "next-steps" | "rectification" | "work";

const RECTIFIED = /(?:整改|反馈)/;
const PROBLEMS =
  /问题|不足|短板|困难(?!家庭|学生|群[体众]|教[师职]|职工|儿童|幼儿|残疾|毕业)|薄弱(?!学校|地区|学科)|差距|欠缺|弱项|瓶颈|矛盾|(?:需要?|有待)(?:进一步)?(?:改进|加强|提[高升]|完善)|(?<!机遇[与和、])挑战(?![杯赛])/;
const NEXT =
  /下一步|下步|下阶段|下一阶段|今后|打算|努力方向|改进(?:措施|方向|意见|思路|计划)|整改[^，。]{0,4}(?:措施|计划|方案|举措|打算|思路|安排)|后续|下一年|来年|明年|对策|工作思路|工作(?:计划|安排)|未来/;
/** 坚持问题导向, 解决突出问题 and the like are told as work that was done */
const DONE =
  /问题(?:导向|解决|整治|治理|化解)|(?:解决|破解|化解|聚焦|整治|治理)[^，。]{0,12}(?:问题|难题|困难|矛盾|瓶颈)|(?:补齐|补足|补上|补|缩小|消除|改造|帮扶|资助|救助|关爱|突破)[^，。]{0,10}(?:短板|弱项|差距|薄弱|困难|不足|瓶颈)/;

export function senseOf(heading: string): Sense {
  const next = NEXT.test(heading);
  // 上轮反馈问题整改情况 tells of last year's problems
  if (RECTIFIED.test(heading) && /情况|落实|完成|成效|进展|反馈/.test(heading) && !next) return "rectification";
  if (PROBLEMS.test(heading) && !DONE.test(heading)) return "problems";
  return next ? "next-steps" : "work";
}

/** 存在问题和下一步打算: one chapter for both. */
export const isBoth = (heading: string): boolean => PROBLEMS.test(heading) && NEXT.test(heading);

/** A chapter that only tells how the self-assessment was carried out. */
export const isAboutTheReport = (heading: string): boolean =>
  /^(?:自查|自评|自查自评|评价|评估)?(?:工作)?(?:开展|组织|基本|总体|工作)?(?:情况|概况|概述)$/.test(heading) ||
  /基本情况|开展情况|组织情况|概况/.test(heading);

const LACKS =
  /不足|不够|不[高强优齐]|偏[少低大小紧弱]|短缺|缺[乏编口少]|紧缺|供不应求|滞后|薄弱|差距|困难|有待|仍然?|还(?:有|不|存)/;
const INTENDS = /将|力争|计划|进一步|继续|持续|加快|加大|着力|逐步|确保|扩大|优化|推进|深化|强化|加强|统筹/;
const HAS_DONE = /达到?了?\d|完成了?\d|(?:建成|新增|投入|印发|获评)了?|[^，。]+了[\d一两三]/;
const SHARE = 0.55;

/** What a chapter is about whose heading does not tell, by its sentences. */
export function senseOfText(text: string): Sense {
  const sentences = text.split(/[。；\n]/).filter((sentence) => sentence.trim().length > 6);
  const share = (words: RegExp): number => sentences.filter((each) => words.test(each)).length / sentences.length;
  if (sentences.length < 2 || share(HAS_DONE) > 0.2) return "work";
  if (share(LACKS) >= SHARE) return "problems";
  return share(INTENDS) >= SHARE ? "next-steps" : "work";
}

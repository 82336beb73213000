/** What a chapter is about, by its heading: reports name the same chapter in many ways. */
export type Sense = "problems" | "next-steps" | "rectification" | "work";

const RECTIFIED = /(?:整改|反馈)/;
const PROBLEMS = /问题|不足|短板|困难|薄弱|差距|欠缺|弱项|瓶颈|(?<!机遇[与和、])挑战/;
const NEXT =
  /下一步|下步|下阶段|下一阶段|今后|打算|努力方向|改进(?:措施|方向|意见|思路)|整改措施|对策|工作思路|工作(?:计划|安排)|未来/;
/** 坚持问题导向, 解决突出问题 and the like are told as work that was done */
const DONE = /问题(?:导向|解决|整治|治理|化解)|(?:解决|破解|化解|聚焦|整治|治理)[^，。]{0,12}(?:问题|难题|困难)/;

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

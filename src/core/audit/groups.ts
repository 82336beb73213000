import type { AuditEvent } from "#core/audit/event.ts";

type GroupOf<T extends string> = T extends `${infer Group}.${string}` ? Group : never;
export type EventGroup = GroupOf<AuditEvent["type"]>;

/** The kinds of events that the log is filtered by: the first word of their type. A new one needs its name here. */
export const EVENT_GROUPS: Record<EventGroup, string> = {
  installation: "系统",
  account: "账号",
  unit: "责任单位",
  organisation: "区县",
  submission: "自评",
  answer: "填报内容",
  item: "分工与交接",
  comment: "批注",
  evidence: "佐证材料",
  package: "数据包",
  template: "清单",
  cycle: "年度审核",
  review: "审核结果",
  scan: "盖章扫描件",
  verdict: "审核结论",
  phrase: "常用语",
  problem: "整改台账",
  audit: "操作日志",
};

export const isEventGroup = (text: string): text is EventGroup => Object.hasOwn(EVENT_GROUPS, text);

/** evidence.linked → 佐证材料 */
export function groupText(kind: string): string {
  const [group = ""] = kind.split(".");
  return isEventGroup(group) ? EVENT_GROUPS[group] : kind;
}

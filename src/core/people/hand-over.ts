import { ROLE_TEXT, type Role } from "#core/access/access.ts";
import type { Account } from "#core/api/system.ts";

/** What stands in a person's name or hangs on the person's unit when the person leaves. */
export interface Belongings {
  leaver: Account;
  successor: Account;
  /** roles that nobody else of the organisation holds */
  onlyHolder: readonly Role[];
  /** the leaver's unit; undefined = none */
  unit: { name: string; others: number; openItems: number; frozenItems: number } | undefined;
  /** of the successor; undefined = none */
  successorUnit: string | undefined;
  /** open duties, and how many of them the successor reads already; those of concluded reviews stay where they are */
  duties: { open: number; shared: number; concluded: number };
  threads: number;
  drafts: number;
  phrases: number;
  verdicts: number;
  uploads: number;
}

export type ItemsGo = "stay" | "with-successor" | "to-successors-unit";

/** How the items of the leaver's unit find somebody: they follow units, so they only move where a unit would be empty. */
export function itemsGo({ leaver, successor, unit }: Pick<Belongings, "leaver" | "successor" | "unit">): ItemsGo {
  if (!unit || !leaver.roles.includes("contributor") || unit.others > 0) return "stay";
  return successor.unitId === null || successor.unitId === leaver.unitId ? "with-successor" : "to-successors-unit";
}

/** What the successor needs for the work; to manage accounts is never handed over. */
export function rolesToGive(all: Belongings): Role[] {
  const wanted: Role[] = all.onlyHolder.filter(
    (role) => role !== "administrator" && role !== "reader" && role !== "contributor",
  );
  if (itemsGo(all) !== "stay") wanted.push("contributor");
  if (all.duties.open > 0) wanted.push("inspector");
  return [...new Set(wanted)].filter((role) => !all.successor.roles.includes(role));
}

/** The hand-over in sentences, in the order in which one would ask. */
export function describeBelongings(all: Belongings): string[] {
  const { leaver, successor, duties } = all;
  const roles = rolesToGive(all);
  return [
    leaver.disabled
      ? `${leaver.name}（${leaver.username}）的账号已停用，保持停用。`
      : `${leaver.name}（${leaver.username}）的账号停用，已登录的设备立即退出。`,
    ...unitSentences(all),
    ...(duties.open > 0
      ? [`未办结的审核任务${duties.open}项转给${successor.name}，分工表注明“接替${leaver.name}”。`]
      : []),
    ...(duties.shared > 0
      ? [`其中${duties.shared}项${successor.name}原来就参与审阅，合并后少一位审阅人，请督导办视情况另派。`]
      : []),
    ...(duties.concluded > 0 ? [`已办结的审核任务${duties.concluded}项留在原名下，不改动。`] : []),
    ...(all.verdicts > 0 ? [`已作出的审核结论${all.verdicts}条仍署${leaver.name}，不改动。`] : []),
    ...(all.threads > 0
      ? [`${leaver.name}参与过、尚未解决的批注${all.threads}条，由${successor.name}在原处答复，原有发言仍署原名。`]
      : []),
    ...(all.drafts > 0 ? [`正在编制的清单草稿${all.drafts}份属于本单位，内容不变，有权限的人可继续编辑。`] : []),
    ...(all.phrases > 0 ? [`常用语${all.phrases}条转给${successor.name}。`] : []),
    ...(all.uploads > 0 ? [`正在上传、还没有传完的文件${all.uploads}个作废，需要时请重新上传。`] : []),
    ...(roles.length > 0
      ? [`${successor.name}随之获得角色：${roles.map((role) => ROLE_TEXT[role]).join("、")}。`]
      : []),
    "填报记录、历史版本和操作日志中的姓名不变。",
  ];
}

function unitSentences(all: Belongings): string[] {
  const { leaver, successor, unit, successorUnit } = all;
  if (!unit || !leaver.roles.includes("contributor")) return [];
  if (unit.others > 0) return [`“${unit.name}”还有${unit.others}位填报人，本单位的条目照常填报，分工不变。`];
  const frozen = unit.frozenItems > 0 ? [`已报送、不能改分的条目${unit.frozenItems}条仍记在“${unit.name}”名下。`] : [];
  switch (itemsGo(all)) {
    case "stay":
      return [];
    case "with-successor":
      return [
        successor.unitId === leaver.unitId
          ? `“${unit.name}”的条目由${successor.name}接着填报，分工不变。`
          : `${successor.name}转到“${unit.name}”，接着填报该单位的条目，分工不变。`,
      ];
    case "to-successors-unit":
      return [
        `“${unit.name}”不再有填报人，其未报送的条目${unit.openItems}条改由“${successorUnit ?? ""}”负责，已交稿的重新等待交稿。`,
        ...frozen,
      ];
  }
}

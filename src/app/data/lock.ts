import type { Assignment } from "#app/data/workspace.ts";
import { ROLE_TEXT } from "#core/access/access.ts";
import type { Me } from "#core/api/system.ts";
import { frozenText, type Phase } from "#core/review/flow.ts";

export interface LockFacts {
  assignment: Assignment;
  elsewhere: boolean;
  me: Pick<Me, "roles" | "unitId">;
  unitName: (id: string) => string | undefined;
  /** the submission is frozen, or this item of it; `since` is written out */
  frozen?: { phase: Phase; since: string } | undefined;
}

/**
 * Why this person cannot write the item here: who has it, and what can be done. Undefined = nothing hinders, or the
 * unit has handed it in, which is said where that is shown.
 */
export function lockReason({ assignment, elsewhere, me, unitName, frozen }: LockFacts): string | undefined {
  if (elsewhere) return "本年度自评已在另一标签页打开，请在那里填写，或在上方点“改在此处填写”。";
  if (frozen) return `${frozenText(frozen.phase)}。自${frozen.since}起锁定。`;
  if (assignment.writable) return undefined;
  const { unitId } = assignment;
  if (!me.roles.includes("contributor"))
    return `您的角色（${me.roles.map((role) => ROLE_TEXT[role]).join("、")}）只能查看，不能填报。`;
  if (unitId !== null && unitId === me.unitId) return undefined;
  const unit = unitId === null ? undefined : unitName(unitId);
  const who = unit === undefined ? "" : `（${unit}）`;
  return `本条由其他责任单位填报${who}，您可以查看，不能修改；需要调整分工请联系统稿人。`;
}

import { ROLE_TEXT, role } from "#core/access/access.ts";
import type { EventNames } from "#core/audit/names.ts";

type Traits = Readonly<Record<string, unknown>>;

const TRAIT_TEXT: Readonly<Record<string, string>> = { name: "姓名", roles: "角色", unitId: "所属单位" };

/** ，角色由“查阅人”改为“查阅人、审定人”，停用 */
export function accountChange(from: Traits, to: Traits, names: EventNames): string {
  return Object.entries(to)
    .map(([key, value]) => {
      if (key === "password") return "，重设密码";
      if (key === "disabled") return value === true ? "，停用" : "，恢复使用";
      const label = TRAIT_TEXT[key] ?? key;
      return `，${label}由“${traitText(key, from[key], names)}”改为“${traitText(key, value, names)}”`;
    })
    .join("");
}

function traitText(key: string, value: unknown, names: EventNames): string {
  if (value === null || value === undefined) return "无";
  if (Array.isArray(value)) return value.map(roleText).join("、");
  return key === "unitId" && typeof value === "string" ? names.unit(value) : String(value);
}

/** A role that this version does not know is shown as it was written. */
export function roleText(value: unknown): string {
  const known = role.safeParse(value);
  return known.success ? ROLE_TEXT[known.data] : String(value);
}

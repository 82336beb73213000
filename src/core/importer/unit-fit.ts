import { comparableUnits } from "#core/quantity/measure.ts";
import { parseUnit } from "#core/quantity/unit.ts";

const per = (base: string): string => base.replace(/[/／·].*$/, "");
const TIMES = new Set(["次", "场次", "场", "人次", "轮", "批次", "期"]);
const THINGS = new Set([
  "个",
  "所",
  "家",
  "处",
  "项",
  "件",
  "份",
  "类",
  "种",
  "套",
  "台",
  "支",
  "门",
  "本",
  "册",
  "条",
  "间",
  "班",
  "起",
]);

/** How well a figure's unit agrees with a field's: 1 the same, 0 not at all. */
export function unitFit(field: string, figure: string): number {
  const [wanted, found] = [parseUnit(field), parseUnit(figure)];
  if (wanted.base === found.base) return 1;
  if (wanted.base.toLowerCase() === found.base.toLowerCase()) return 1;
  if (comparableUnits(field, figure)) return 0.95;
  // 1635元 for 元/生·年, 215万元 for 万元/年
  if (found.base !== "" && per(wanted.base) === per(found.base)) return 0.93;
  // 33万师生员工: the noun is the unit
  if (found.base === "" && figure !== "" && wanted.base !== "%" && wanted.base !== "元") return 0.9;
  // 等14成员单位: the measure word was lost
  if (figure === "" && (TIMES.has(per(wanted.base)) || THINGS.has(wanted.base))) return 0.8;
  if (TIMES.has(wanted.base) && TIMES.has(found.base)) return 0.8;
  if (wanted.base === "人次" && found.base === "人") return 0.75;
  if (THINGS.has(wanted.base) && THINGS.has(found.base)) return 0.7;
  if (wanted.base === "百分点" && found.base === "%") return 0.5;
  return 0;
}

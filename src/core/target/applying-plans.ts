import type { PlanFile } from "#core/target/plan.ts";

/** 辽宁省抚顺市 → 抚顺市: districts are often named without their province. */
const withoutProvince = (region: string): string => region.replace(/^[\p{Script=Han}]{2,8}?(省|自治区)(?=.)/u, "");

/**
 * How near a plan's region is to a district: the more of the district's name it covers, the nearer. A district may be
 * given by its own name alone (沙坪坝区) or by that of an office (重庆市沙坪坝区教育委员会). undefined = another place's.
 */
function nearness(district: string, region: string): number | undefined {
  const [own, place] = [withoutProvince(district), withoutProvince(region)];
  if (own.startsWith(place)) return place.length;
  return own.length > 2 && place.endsWith(own) ? place.length : undefined;
}

/** The plans that bind a district: its own first, then those of the city. Reports are no plans. */
export function applyingPlans(district: string, all: readonly PlanFile[]): PlanFile[] {
  return all
    .flatMap((file) => {
      const near = file.plan.kind === "plan" ? nearness(district, file.plan.region) : undefined;
      return near === undefined ? [] : [{ file, near }];
    })
    .sort((a, b) => b.near - a.near || a.file.plan.from - b.file.plan.from)
    .map(({ file }) => file);
}

import type { DemoPlace } from "#core/demo/answer.ts";
import { chanceOf } from "#core/demo/chance.ts";
import { DEMO_MARK } from "#core/demo/districts.ts";
import type { Item } from "#core/template/schema.ts";

export interface DemoFile {
  itemKey: string;
  slot: string | undefined;
  title: string;
  fileName: string;
  text: string;
  /** what is the same elsewhere on purpose: other districts have it, or the same district's other years */
  shared: "districts" | "years" | undefined;
}

/** Of so many items one has a file that stands elsewhere as well. */
const EVERY = { districts: 10, years: 7 } as const;
/** Of so many districts one has the file that others have. */
const COPYING = 8;

/** An item's evidence: small texts that say what they are, going through its slots in turn. */
export function demoFiles(
  item: Item,
  index: number,
  count: number,
  place: DemoPlace,
  districtIndex: number,
): DemoFile[] {
  return Array.from({ length: count }, (_, at): DemoFile => {
    const slot = item.evidence[at % Math.max(1, item.evidence.length)];
    const shared = sharing(index, at, count, districtIndex);
    const what = slot?.title ?? item.heading;
    const title = `${what}（${DEMO_MARK}${at + 1}）`;
    return {
      itemKey: item.key,
      slot: slot?.key,
      title: title.slice(0, 200),
      fileName: `${item.key}-${at + 1}.txt`,
      text: textOf(item, at, what, place, shared),
      shared,
    };
  });
}

function sharing(index: number, at: number, count: number, districtIndex: number): DemoFile["shared"] {
  if (at === 0 && index % EVERY.districts === 0 && districtIndex % COPYING === 0) return "districts";
  return at === count - 1 && at > 0 && index % EVERY.years === 0 ? "years" : undefined;
}

function textOf(
  item: Item,
  at: number,
  what: string,
  { seed, district, year }: DemoPlace,
  shared: DemoFile["shared"],
): string {
  const whose = shared === "districts" ? "各区县通用" : district;
  const when = shared === undefined ? `${year}年` : "各年度通用";
  const chance = chanceOf(seed, "file", whose, when, item.key, at);
  const lines = Array.from({ length: 6 }, (_, line) => `${line + 1}. 登记数${chance.between(1, 9999)}`);
  return [
    `${DEMO_MARK}：本文件为演示而生成，内容均为虚构。`,
    `${whose} ${when}`,
    `${item.heading}：${what}（${at + 1}）`,
    ...lines,
    "",
  ].join("\r\n");
}

import { type CarryChoices, type CarryItem, type CarryLeft, type CarryPlan, isChosen } from "#core/reuse/plan.ts";

/** What the page can be narrowed down to. */
export const PLAN_GROUPS = {
  all: "全部",
  carried: "沿用",
  proposals: "待确认的对应",
  reference: "只供参考",
  new: "本年新增",
  blank: "上年未填",
  dropped: "本年取消",
  unplaced: "没有位置",
} as const;
export type PlanGroup = keyof typeof PLAN_GROUPS;

export type PlanRow =
  | { kind: "item"; item: CarryItem }
  | { kind: "left"; group: "dropped" | "unplaced"; left: CarryLeft };

const isProposal = (item: CarryItem): boolean =>
  item.parts.some(({ score, value }) => score < 1 && value !== undefined) ||
  (item.how === "similar" && item.evidence.length > 0);

export function planRows({ items, dropped, unplaced }: CarryPlan): PlanRow[] {
  return [
    ...items.map((item): PlanRow => ({ kind: "item", item })),
    ...unplaced.map((left): PlanRow => ({ kind: "left", group: "unplaced", left })),
    ...dropped.map((left): PlanRow => ({ kind: "left", group: "dropped", left })),
  ];
}

export function isIn(row: PlanRow, group: PlanGroup): boolean {
  if (group === "all") return true;
  if (row.kind === "left") return row.group === group;
  return group === "proposals" ? isProposal(row.item) : row.item.status === group;
}

/** By heading or by any word of what was written. */
export function matches(row: PlanRow, typed: string): boolean {
  const wanted = typed.trim();
  if (wanted === "") return true;
  const texts =
    row.kind === "item"
      ? [
          row.item.title,
          ...row.item.sources.map(({ title }) => title),
          ...row.item.parts.flatMap(({ label, text }) => [label, text]),
          ...row.item.evidence.map(({ title }) => title),
        ]
      : [row.left.title, ...row.left.parts.flatMap(({ label, text }) => [label, text]), ...row.left.evidence];
  return texts.some((text) => text.includes(wanted));
}

/** What would be written under these choices. */
export function willWrite(plan: CarryPlan, choices: CarryChoices): { items: number; parts: number; evidence: number } {
  const open = plan.items.filter(({ locked }) => !locked);
  const parts = open.flatMap((item) =>
    item.parts.filter(
      (part) => part.value !== undefined && isChosen(part, choices) && (choices.mode === "overwrite" || !part.taken),
    ),
  );
  const evidence = open.flatMap((item) => item.evidence.filter((each) => !each.taken && isChosen(each, choices)));
  return {
    items: new Set(parts.map(({ itemKey }) => itemKey)).size,
    parts: parts.length,
    evidence: new Set(evidence.map(({ evidenceId }) => evidenceId)).size,
  };
}

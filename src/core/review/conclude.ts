import type { ConcludeWarning } from "#core/api/conclusion.ts";
import type { LedgerRow } from "#core/review/ledger.ts";
import { VERDICT_TEXT, type Verdict } from "#core/review/verdict.ts";

export interface ConcludedItem {
  itemKey: string;
  /** 5.教育投入 */
  item: string;
  /** absent for what stands under no section */
  row: LedgerRow | undefined;
  verdicts: readonly Verdict[];
  openThreads: number;
}

type Told = Pick<ConcludeWarning, "code" | "message" | "blocks">;

/** What should be looked at before a review is concluded. Without a settled score there is no total: that blocks. */
export const concludeWarnings = (items: readonly ConcludedItem[]): ConcludeWarning[] =>
  items.flatMap(({ itemKey, item, ...facts }) => toldOf(facts).map((told) => ({ itemKey, item, ...told })));

function toldOf({ row, verdicts, openThreads }: Omit<ConcludedItem, "itemKey" | "item">): Told[] {
  const told: Told[] = [];
  // cover, opening and chapters may be decided, but need not be
  if (verdicts.length === 0 && row) told.push({ code: "no-verdict", message: "还没有审核结论", blocks: false });
  if (row?.state === "needs-third")
    told.push({ code: "needs-third", message: "两位督学的评分相差较大，需第三人评分", blocks: true });
  else if (row && row.points !== null && !row.bonus && row.verified === null && verdicts.length > 0)
    told.push({ code: "no-score", message: "有结论但没有评分", blocks: false });
  if (verdicts.some(({ earlier }) => earlier))
    told.push({ code: "earlier-text", message: "结论针对的是修改前的内容，请核对后重新作出", blocks: false });
  if (verdicts.some(({ agenda }) => agenda))
    told.push({ code: "agenda", message: "列入会商，尚未撤销", blocks: false });
  if (verdicts.some(({ verdict }) => verdict === "needs-material"))
    told.push({ code: "needs-material", message: "结论为“需补充材料”，尚未退回或改定", blocks: false });
  if (openThreads > 0) told.push({ code: "open-thread", message: `有${openThreads}条批注未解决`, blocks: false });
  return told;
}

/** Proposed for the list of problems: the opinions on what is not fully met. */
export const problemDrafts = (items: readonly ConcludedItem[]): { itemKey: string; text: string }[] =>
  items.flatMap(({ itemKey, item, row, verdicts }) => {
    const settled = row?.verdict ?? verdicts[0]?.verdict;
    if (settled === undefined || settled === "met") return [];
    const opinions = opinionsOf(verdicts.filter(({ verdict }) => verdict !== "met"));
    return [{ itemKey, text: opinions.length > 0 ? opinions.join("\n") : `${item}：${VERDICT_TEXT[settled]}` }];
  });

/** Each said once. */
export const opinionsOf = (verdicts: readonly Pick<Verdict, "opinion">[]): string[] => [
  ...new Set(verdicts.map(({ opinion }) => opinion.trim()).filter((opinion) => opinion !== "")),
];

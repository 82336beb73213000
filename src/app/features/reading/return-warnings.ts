import type { ReturnBasket } from "#app/data/return-basket.ts";
import type { ReviewItemSummary } from "#core/api/review.ts";

export interface ReturnFacts {
  basket: ReturnBasket;
  items: readonly ReviewItemSummary[];
  today: string;
  /** the day by which reviews of the cycle are to end */
  reviewBy: string | undefined;
}

/** What stands against sending it now; the button waits for it. */
export function returnFaults({ basket, today }: Pick<ReturnFacts, "basket" | "today">): string[] {
  const bare = basket.items.filter(({ reason }) => reason.trim() === "").length;
  return [
    ...(basket.items.length === 0 ? ["请先选择要退回的条目。"] : []),
    ...(bare > 0 && basket.reason.trim() === "" ? [`${bare}条还没有退回原因，请逐条填写，或填写共同的原因。`] : []),
    ...(basket.due === ""
      ? ["请填写重新报送的期限。"]
      : basket.due < today
        ? ["重新报送的期限已经过去，请改期。"]
        : []),
  ];
}

/** What should be known before; it can be sent all the same. */
export function returnWarnings({ basket, items, reviewBy }: ReturnFacts): string[] {
  const chosen = new Set(basket.items.map(({ itemKey }) => itemKey));
  const picked = items.filter(({ itemKey }) => chosen.has(itemKey));
  const met = picked.filter(({ own }) => own?.verdict === "met").length;
  const wanting = items.filter(({ itemKey, own }) => own?.verdict === "needs-material" && !chosen.has(itemKey)).length;
  const unread = items.filter(({ mine, read }) => mine && !read).length;
  const open = items.filter(({ mine, own }) => mine && own === null).length;
  return [
    ...(met > 0 ? [`有${met}条您的结论是“达标”，请确认确需退回。`] : []),
    ...(wanting > 0 ? [`另有${wanting}条您的结论是“需补充材料”，没有列入退回。`] : []),
    ...(unread > 0 ? [`您还有${unread}条未阅；退回后仍可继续阅读，再发现问题需另行退回。`] : []),
    ...(open > 0 ? [`您还有${open}条未作结论。`] : []),
    ...(reviewBy !== undefined && basket.due > reviewBy ? [`期限晚于审核截止日期${reviewBy}，会影响按时办结。`] : []),
  ];
}

/** What is sent: an item's own reason, or the common one. */
export const returnedItems = ({ items, reason }: ReturnBasket): { itemKey: string; reason: string }[] =>
  items.map((each) => ({
    itemKey: each.itemKey,
    reason: each.reason.trim() === "" ? reason.trim() : each.reason.trim(),
  }));

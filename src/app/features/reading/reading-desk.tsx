import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { call } from "#app/data/client.ts";
import { useMe } from "#app/data/me.ts";
import { useReturnBasket } from "#app/data/return-basket.ts";
import { REVIEWS_KEY, reviewItemQuery } from "#app/data/review-queries.ts";
import { useUnsaved } from "#app/data/verdict-desk.ts";
import { DeskItem } from "#app/features/reading/desk-item.tsx";
import { DeskSide } from "#app/features/reading/desk-side.tsx";
import { rememberOpened } from "#app/features/reading/last-opened.ts";
import type { LookedAt } from "#app/features/reading/looked-at.ts";
import { ReviewHead } from "#app/features/reading/review-head.tsx";
import { itemsToRead, nextUnread } from "#app/features/reading/review-items.ts";
import { REVIEW_SEARCH_ID, ReviewTree } from "#app/features/reading/review-tree.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { type Pane, Panes, type PaneWords } from "#app/ui/panes.tsx";
import { useWorkbenchKeys } from "#app/ui/workbench-keys.ts";
import type { ReviewDetail, ReviewItem } from "#core/api/review.ts";
import { markRead } from "#core/api/verdict.ts";
import { chineseNumeral, findItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

const KeyMap = lazy(() => import("#app/ui/key-map.tsx").then((module) => ({ default: module.KeyMap })));
const ReturnDialog = lazy(() =>
  import("#app/features/reading/return-dialog.tsx").then((module) => ({ default: module.ReturnDialog })),
);

const WORDS: PaneWords = {
  tree: "条目",
  item: "审阅",
  side: "材料与核对",
  treeName: "条目清单",
  sideName: "佐证材料、检查结果与对照",
};

const KEYS: readonly (readonly [string, string])[] = [
  ["1　2　3　4", "达标、基本达标、未达标、需补充材料"],
  ["Ctrl + Enter", "保存结论，看下一条未阅"],
  ["Alt + →", "标为已阅，看下一条未阅"],
  ["Alt + ←", "上一条"],
  ["Ctrl + K", "在条目中查找"],
  ["↑　↓", "在条目清单中移动"],
  ["Ctrl + S", "立即保存结论（平时自动保存）"],
  ["?", "显示本表"],
];

export interface ReadingDeskProps {
  review: ReviewDetail;
  template: Template;
  itemKey: string;
  reviewBy: string | undefined;
  today: string;
  onOpen: (itemKey: string) => void;
  preview: (file: LookedAt, actions: ReactNode) => ReactNode;
}

/** Items, the item with the reader's verdict, and all that it is held against: three panes, one at a time on a phone. */
export function ReadingDesk(props: ReadingDeskProps) {
  const { review, template, itemKey, reviewBy, today, onOpen, preview } = props;
  const { submissionId } = review;
  const { accountId } = useMe();
  const query = reviewItemQuery(submissionId, itemKey);
  const { data: item, error } = useQuery(query);
  const [pane, setPane] = useState<Pane>("item");
  const [wide, setWide] = useState(false);
  const [help, setHelp] = useState(false);
  const [returning, setReturning] = useState(false);
  const [done, setDone] = useState(false);
  const basket = useReturnBasket(submissionId);
  const queryClient = useQueryClient();
  const unsaved = useUnsaved(submissionId);
  const sections = useMemo(() => sectionHeadings(template), [template]);
  const placed = useMemo(() => findItem(template, itemKey)?.item, [template, itemKey]);
  useEffect(() => rememberOpened(accountId, submissionId, itemKey), [accountId, submissionId, itemKey]);
  const ahead = nextUnread(review.items, itemKey);
  useEffect(() => {
    // what is read next is there when it is asked for
    if (item && ahead !== undefined) void queryClient.prefetchQuery(reviewItemQuery(submissionId, ahead));
  }, [item, ahead, submissionId, queryClient]);

  const open = (key: string): void => {
    setPane("item");
    setDone(false);
    onOpen(key);
  };
  const at = review.items.findIndex((each) => each.itemKey === itemKey);
  const before = review.items[at - 1];
  const goOn = async (): Promise<void> => {
    const wanted = item && !item.read && itemsToRead(review.items).some((each) => each.itemKey === itemKey);
    const next = wanted ? await readOn(item, ahead) : ahead;
    void queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
    if (next === undefined) setDone(true);
    else open(next);
  };
  useWorkbenchKeys({
    step: (offset) => {
      if (offset > 0) void goOn();
      else if (before) open(before.itemKey);
    },
    find: () => {
      setPane("tree");
      requestAnimationFrame(() => document.getElementById(REVIEW_SEARCH_ID)?.focus());
    },
    help: () => setHelp(true),
  });
  const chosen = useMemo(() => new Set(basket.basket.items.map((each) => each.itemKey)), [basket.basket]);
  return (
    <>
      <title>{`${review.district} ${placed?.heading ?? ""} · 审核 · 自评通`}</title>
      {help && (
        <Suspense>
          <KeyMap keys={KEYS} onClose={() => setHelp(false)} />
        </Suspense>
      )}
      {returning && (
        <Suspense>
          <ReturnDialog review={review} today={today} reviewBy={reviewBy} onClose={() => setReturning(false)} />
        </Suspense>
      )}
      <Panes
        words={WORDS}
        shown={pane}
        onShow={setPane}
        counts={{ side: item ? openMatters(item) : 0 }}
        wideSide={wide}
        tree={
          <ReviewTree
            review={review}
            sections={sections}
            current={itemKey}
            unsaved={unsaved}
            basket={chosen}
            onOpen={open}
            head={<ReviewHead review={review} returning={chosen.size} onReturn={() => setReturning(true)} />}
          />
        }
        item={
          item ? (
            <DeskItem
              key={itemKey}
              item={item}
              placed={placed}
              section={item.sectionKey === null ? undefined : sections.get(item.sectionKey)}
              year={review.year}
              today={today}
              allRead={done}
              reads={itemsToRead(review.items).some((each) => each.itemKey === itemKey)}
              onPrevious={before && (() => open(before.itemKey))}
              onNext={() => void goOn()}
              mayReturn={review.may.return}
              returning={chosen.has(itemKey)}
              onReturning={() => basket.toggle(itemKey)}
              onReread={() => void queryClient.invalidateQueries({ queryKey: query.queryKey })}
            />
          ) : (
            <p>{error ? <Notice tone="warn">本条暂时读不到：{error.message}</Notice> : "正在打开…"}</p>
          )
        }
        side={
          item && (
            <DeskSide
              key={itemKey}
              item={item}
              placed={placed}
              review={review}
              labels={new Map(placed?.fields.map(({ key, label }) => [key, label]))}
              onWide={setWide}
              preview={preview}
            />
          )
        }
      />
    </>
  );
}

/** Marks this text read and learns what comes next; without the network one goes on all the same. */
async function readOn({ submissionId, itemKey, hash }: ReviewItem, ahead: string | undefined) {
  try {
    const params = { submissionId, itemKey };
    return (await call(markRead, { params, body: { itemHash: hash, read: true } })).nextItem ?? undefined;
  } catch {
    // it stays unread and comes up again: nothing is lost
    return ahead;
  }
}

const openMatters = ({ openThreads, frozen }: ReviewItem): number =>
  openThreads + frozen.findings.filter(({ severity }) => severity !== "notice").length;

const sectionHeadings = (template: Template): ReadonlyMap<string, string> =>
  new Map(template.sections.map(({ key, heading }, index) => [key, `（${chineseNumeral(index + 1)}）${heading}`]));

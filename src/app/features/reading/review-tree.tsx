import { TextInput } from "@mantine/core";
import { IconArrowBackUp, IconMessage, IconPointFilled, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { itemGroups, shownItems } from "#app/features/reading/review-items.ts";
import classes from "#app/features/reading/review-tree.module.css";
import { FilterChips } from "#app/ui/filter-chips.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { ReviewDetail, ReviewItemSummary } from "#core/api/review.ts";
import { REVIEW_FILTER_TEXT, REVIEW_FILTERS, type ReviewFilter } from "#core/review/filters.ts";

/** Ctrl+K puts the cursor here. */
export const REVIEW_SEARCH_ID = "review-search";

export interface ReviewTreeProps {
  review: ReviewDetail;
  /** headings of the sections by key */
  sections: ReadonlyMap<string, string>;
  current: string;
  /** items with something that only this machine has */
  unsaved: ReadonlySet<string>;
  basket: ReadonlySet<string>;
  onOpen: (itemKey: string) => void;
  /** what stands above the list */
  head: ReactNode;
}

/** The items of the district with their marks: filter by typing or by what they are looked for, ↑↓ moves. */
export function ReviewTree({ review, sections, current, unsaved, basket, onOpen, head }: ReviewTreeProps) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<ReviewFilter[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const found = shownItems(review.items, typed.trim(), chosen);
  const counts = Object.fromEntries(
    REVIEW_FILTERS.map((filter) => [filter, review.items.filter((item) => item.filters.includes(filter)).length]),
  );
  const move = (event: React.KeyboardEvent) => {
    const offset = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (offset === 0 || event.altKey) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1;
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + offset))]?.focus();
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows are buttons; ↑↓ between them is an addition
    <div className={classes.tree} onKeyDown={move}>
      {head}
      <div className={classes.tools}>
        <TextInput
          size="xs"
          placeholder="输入序号或文字查找"
          aria-label="在条目中查找"
          id={REVIEW_SEARCH_ID}
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing && found[0]) onOpen(found[0].itemKey);
          }}
        />
        <FilterChips
          label="按情况筛选"
          texts={REVIEW_FILTER_TEXT}
          counts={counts}
          chosen={chosen}
          onChange={setChosen}
        />
      </div>
      <div ref={list}>
        {itemGroups(found).map((group) => (
          <section key={group.items[0]?.itemKey} aria-label={sections.get(group.sectionKey ?? "") ?? "其他内容"}>
            {group.sectionKey !== null && <h2 className={classes.section}>{sections.get(group.sectionKey)}</h2>}
            <ul className={classes.list}>
              {group.items.map((item) => (
                <Row
                  key={item.itemKey}
                  item={item}
                  current={item.itemKey === current}
                  unsaved={unsaved.has(item.itemKey)}
                  returning={basket.has(item.itemKey)}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <p className={classes.none}>没有符合条件的条目，请换个词或取消筛选。</p>}
      </div>
    </div>
  );
}

interface RowProps {
  item: ReviewItemSummary;
  current: boolean;
  unsaved: boolean;
  returning: boolean;
  onOpen: (itemKey: string) => void;
}

function Row({ item, current, unsaved, returning, onOpen }: RowProps) {
  return (
    <li>
      <button
        type="button"
        data-row
        className={classes.row}
        aria-current={current ? "page" : undefined}
        data-mine={item.mine}
        data-read={item.read}
        onClick={() => onOpen(item.itemKey)}
      >
        <span className={classes.unread}>
          {!item.read && <IconPointFilled size={16} role="img" aria-label="未阅" />}
        </span>
        <span className={classes.number}>{item.label}</span>
        <span className={classes.heading}>{item.heading}</span>
        <span className={classes.marks}>
          {unsaved && <span className={classes.trouble}>未保存</span>}
          {item.filters.includes("needs-third") && <span className={classes.trouble}>需第三人</span>}
          {item.openThreads > 0 && (
            <span className={classes.count} title={`${item.openThreads}条批注未解决`}>
              <IconMessage size={14} aria-hidden />
              <span className={classes.hidden}>批注</span>
              {item.openThreads}
            </span>
          )}
          {returning && <IconArrowBackUp size={15} role="img" aria-label="拟退回" />}
          <Word item={item} />
        </span>
      </button>
    </li>
  );
}

/** One's own word where there has to be one, the settled one for those who only read. */
function Word({ item: { mine, own, settled } }: { item: ReviewItemSummary }) {
  if (own) return <VerdictMark verdict={own.verdict} earlier={own.earlier} short />;
  return !mine && settled.verdict !== null ? <VerdictMark verdict={settled.verdict} short /> : null;
}

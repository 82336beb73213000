import { Button, Select, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { acrossQuery } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/across.module.css";
import { AcrossCard } from "#app/features/reading/across-card.tsx";
import { CompareDialog } from "#app/features/reading/compare-dialog.tsx";
import { figureStrips, scoreStrip } from "#app/features/reading/figure-values.ts";
import { DotStrip } from "#app/ui/dot-strip.tsx";
import { FilterChips } from "#app/ui/filter-chips.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { REVIEW_FILTER_TEXT, type ReviewFilter } from "#core/review/filters.ts";

/** Side by side no more than can be read. */
const MAX_COMPARED = 4;

export interface AcrossPageProps {
  cycleId: string;
  itemKey: string;
  items: readonly { value: string; label: string }[];
  onItem: (itemKey: string) => void;
  aside: ReactNode;
}

/** One item in all districts: how scores and figures spread, what each says, and the verdict beside it. */
export function AcrossPage({ cycleId, itemKey, items, onItem, aside }: AcrossPageProps) {
  const at = items.findIndex(({ value }) => value === itemKey);
  const previous = items[at - 1];
  const next = items[at + 1];
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Button
          size="xs"
          variant="default"
          title="Alt+←"
          disabled={!previous}
          leftSection={<IconChevronLeft size={15} />}
          onClick={() => previous && onItem(previous.value)}
        >
          上一条
        </Button>
        <Select
          aria-label="条目"
          className={classes.items}
          searchable
          allowDeselect={false}
          nothingFoundMessage="没有这样的条目，请换个词"
          data={[...items]}
          value={itemKey}
          onChange={(key) => key !== null && onItem(key)}
        />
        <Button
          size="xs"
          variant="default"
          title="Alt+→"
          disabled={!next}
          rightSection={<IconChevronRight size={15} />}
          onClick={() => next && onItem(next.value)}
        >
          下一条
        </Button>
        {aside}
      </div>
      <Across key={itemKey} cycleId={cycleId} itemKey={itemKey} />
    </div>
  );
}

function Across({ cycleId, itemKey }: { cycleId: string; itemKey: string }) {
  const { data, error } = useQuery(acrossQuery(cycleId, itemKey));
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<ReviewFilter[]>([]);
  const [compared, setCompared] = useState<string[]>([]);
  const [comparing, setComparing] = useState(false);
  if (error) return <Notice tone="warn">本条暂时读不到：{error.message}</Notice>;
  if (!data) return <p>正在打开…</p>;
  const { rows, points, median, counts } = data;
  const shown = rows.filter(
    (row) =>
      `${row.district} ${row.text}`.includes(typed.trim()) && chosen.every((filter) => row.filters.includes(filter)),
  );
  return (
    <>
      <h1 className={classes.title}>
        {data.label !== "" && `${data.label}.`}
        {data.heading}
        <span>
          {points ? `分值${points.points}分` : "不计分"}，{rows.length}个区县
        </span>
      </h1>
      <div className={classes.strips}>
        <DotStrip
          label="自评分"
          unit="分"
          {...scoreStrip(rows, median)}
          from={0}
          {...(points ? { to: Number(points.points) } : {})}
        />
        {figureStrips(rows).map((strip) => (
          <DotStrip key={strip.label} {...strip} />
        ))}
      </div>
      {rows.length === 0 ? (
        <Notice tone="calm">还没有区县报送本条。区县报送后在这里对照阅读。</Notice>
      ) : (
        <div className={classes.tools}>
          <TextInput
            size="sm"
            aria-label="筛选区县或内容"
            placeholder="筛选区县或内容"
            leftSection={<IconSearch size={16} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <FilterChips
            label="按情况筛选"
            texts={REVIEW_FILTER_TEXT}
            counts={counts}
            chosen={chosen}
            onChange={setChosen}
          />
          <Button size="xs" variant="default" disabled={compared.length < 2} onClick={() => setComparing(true)}>
            并排对照（{compared.length}/{MAX_COMPARED}）
          </Button>
        </div>
      )}
      <ul className={classes.cards}>
        {shown.map((row) => (
          <AcrossCard
            key={row.submissionId}
            row={row}
            itemKey={itemKey}
            compared={compared.includes(row.submissionId)}
            full={compared.length >= MAX_COMPARED}
            onCompare={(on) =>
              setCompared((known) =>
                on ? [...known, row.submissionId] : known.filter((each) => each !== row.submissionId),
              )
            }
          />
        ))}
      </ul>
      {rows.length > 0 && shown.length === 0 && <p>没有符合条件的区县，请换个词或取消筛选。</p>}
      {comparing && (
        <CompareDialog
          title={data.heading}
          columns={rows
            .filter(({ submissionId }) => compared.includes(submissionId))
            .map((row) => ({ row, here: false }))}
          onClose={() => setComparing(false)}
        />
      )}
    </>
  );
}

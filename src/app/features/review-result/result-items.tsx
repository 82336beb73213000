import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { GapText } from "#app/features/review-result/gap-text.tsx";
import classes from "#app/features/review-result/result.module.css";
import {
  RESULT_FILTERS,
  type ResultFilter,
  type ResultRow,
  resultRows,
} from "#app/features/review-result/result-rows.ts";
import { Threads } from "#app/features/review-result/threads.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { ReviewThread } from "#core/api/review.ts";

export interface ResultItemsProps {
  concluded: ConcludedReview;
  threads: ReadonlyMap<string, readonly ReviewThread[]>;
  linkTo: (itemKey: string, text: string) => ReactNode;
}

const FILTERS = Object.keys(RESULT_FILTERS) as ResultFilter[];

/** Every item with its verdict, its score and why, to be narrowed down by typing. */
export function ResultItems({ concluded, threads, linkTo }: ResultItemsProps) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<ResultFilter>("all");
  const rows = resultRows(concluded);
  const wanted = text.trim();
  const shown = rows.filter((row) => RESULT_FILTERS[filter].keeps(row) && row.words.includes(wanted));
  return (
    <section className={classes.block} aria-labelledby="items-title">
      <h2 id="items-title" className={classes.title}>
        各条结论
      </h2>
      <div className={classes.filters}>
        <TextInput
          aria-label="按条目或意见筛选"
          placeholder="输入条目或意见中的词筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="按结论筛选"
          value={filter}
          onChange={(event) => {
            const chosen = FILTERS.find((each) => each === event.currentTarget.value);
            if (chosen) setFilter(chosen);
          }}
          data={FILTERS.map((key) => ({
            value: key,
            label: `${RESULT_FILTERS[key].text}（${rows.filter(RESULT_FILTERS[key].keeps).length}）`,
          }))}
        />
        <span role="status">列出{shown.length}条</span>
      </div>
      {shown.length === 0 && <p className={classes.none}>没有符合条件的条目，请换个词或选“全部”。</p>}
      <ul className={classes.items}>
        {shown.map((row) => (
          <Item key={row.itemKey} row={row} threads={threads.get(row.itemKey) ?? []} linkTo={linkTo} />
        ))}
      </ul>
    </section>
  );
}

interface ItemProps extends Pick<ResultItemsProps, "linkTo"> {
  row: ResultRow;
  threads: readonly ReviewThread[];
}

function Item({ row, threads, linkTo }: ItemProps) {
  const { itemKey, item, verdict, score, opinions, deductions } = row;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <h3>{linkTo(itemKey, item)}</h3>
        {verdict ? <VerdictMark verdict={verdict} /> : <span className={classes.hint}>没有结论</span>}
        {score && (
          <span className={classes.score}>
            核定{score.verified ?? "未定"}／{score.points}分，自评{score.self ?? "未填"}
            {score.self !== null && score.verified !== null && (
              <>
                ，<GapText self={score.self} verified={score.verified} />
              </>
            )}
          </span>
        )}
      </div>
      {deductions.length > 0 && (
        <ul className={classes.deductions}>
          {deductions.map(({ points, reason }) => (
            <li key={`${points} ${reason}`}>
              扣{points}分：{reason}
            </li>
          ))}
        </ul>
      )}
      {opinions.map((opinion) => (
        <p key={opinion} className={classes.prose}>
          {opinion}
        </p>
      ))}
      {threads.length > 0 && <Threads title={undefined} threads={threads} />}
    </li>
  );
}

import { Button } from "@mantine/core";
import { IconArrowBackUp, IconChevronLeft, IconChevronRight, IconHistory } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { DataTable } from "#app/features/reading/data-table.tsx";
import classes from "#app/features/reading/item-view.module.css";
import { dayText } from "#app/ui/day-text.ts";
import { ItemChanges } from "#app/ui/item-changes.tsx";
import type { ReviewItem } from "#core/api/review.ts";
import type { Item } from "#core/template/schema.ts";

export interface ItemViewProps {
  item: ReviewItem;
  /** absent = the checklist names it no more */
  placed: Item | undefined;
  section: string | undefined;
  year: number;
  today: string;
  onPrevious: (() => void) | undefined;
  onNext: () => void;
  /** what the reader notes about having read it */
  readMark: ReactNode;
}

/** An item as the district sent it: what was returned, what has changed since, prose and figures. */
export function ItemView({ item, placed, section, year, today, onPrevious, onNext, readMark }: ItemViewProps) {
  const { difference, frozen, points } = item;
  const changed = difference?.changed === true;
  const [marked, setMarked] = useState(changed);
  return (
    <article className={classes.item} aria-labelledby="item-title">
      <header className={classes.head}>
        <p className={classes.place}>
          {item.district}
          {section !== undefined && ` · ${section}`}
        </p>
        <h1 id="item-title" className={classes.title}>
          {item.label !== "" && `${item.label}.`}
          {item.heading}
        </h1>
        <div className={classes.facts}>
          {points ? (
            <span>
              分值<b>{points.points}</b>分{points.bonus && "（加分项）"}
            </span>
          ) : (
            <span>不计分</span>
          )}
          <span>
            自评<b>{frozen.selfScore ?? "未填"}</b>
            {frozen.selfScore !== null && "分"}
          </span>
          {points?.veto && <span className={classes.veto}>一票否决项</span>}
          {readMark}
          <span className={classes.steps}>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!onPrevious}
              onClick={onPrevious}
              title="Alt+←"
              leftSection={<IconChevronLeft size={15} />}
            >
              上一条
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={onNext}
              title="Alt+→"
              rightSection={<IconChevronRight size={15} />}
            >
              下一条未阅
            </Button>
          </span>
        </div>
      </header>
      {item.returns.map((each) => (
        <div key={`${each.round} ${each.returnedAt}`} className={classes.returned}>
          <IconArrowBackUp size={17} aria-hidden />
          <p>
            第{each.round}次报送退回：{each.reason}
            <small>
              {each.returnedBy}，限{dayText(each.due, today)}前重新报送
              {each.answeredRound === null ? "，尚未重新报送" : `，已于第${each.answeredRound}次报送答复`}
            </small>
          </p>
        </div>
      ))}
      {difference && (
        <div className={classes.changed} data-changed={changed}>
          <IconHistory size={17} aria-hidden />
          <p>
            {changed
              ? `与第${difference.fromRound}次报送相比，内容有修改。`
              : `与第${difference.fromRound}次报送相比，内容没有变化。`}
          </p>
          {changed && (
            <Button size="compact-sm" variant="default" aria-pressed={marked} onClick={() => setMarked(!marked)}>
              {marked ? "看现在的全文" : "看改动"}
            </Button>
          )}
        </div>
      )}
      {marked && difference ? (
        <section className={classes.difference} aria-label={`与第${difference.fromRound}次报送的差别`}>
          <ItemChanges
            difference={difference}
            aboutOf={(id) => frozen.findings.find((each) => each.id === id)?.message ?? "对检查结果的说明"}
          />
        </section>
      ) : (
        <Sent item={item} placed={placed} year={year} />
      )}
    </article>
  );
}

function Sent({ item, placed, year }: Pick<ItemViewProps, "item" | "placed" | "year">) {
  const { frozen } = item;
  const paragraphs = frozen.text.split("\n").filter((line) => line.trim() !== "");
  return (
    <>
      {placed?.guidance && (
        <details className={classes.guidance}>
          <summary>填报要求</summary>
          <p>{placed.guidance}</p>
          {placed.basis.map((basis) => (
            <p key={basis.text}>依据：{basis.text}</p>
          ))}
        </details>
      )}
      <section className={classes.prose} aria-label="正文">
        {paragraphs.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that never changes
          <p key={index}>{text}</p>
        ))}
        {paragraphs.length === 0 && <p className={classes.none}>本条没有正文。</p>}
      </section>
      {placed && <DataTable item={item} fields={placed.fields} year={year} />}
    </>
  );
}

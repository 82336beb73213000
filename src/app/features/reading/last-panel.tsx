import { Switch } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/reading/side.module.css";
import { TextDifference } from "#app/ui/text-difference.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { ReviewItem } from "#core/api/review.ts";
import { PROBLEM_STATE_TEXT, problemState } from "#core/review/problem.ts";

/** What the review of the year before left of this item: its verdict, its findings and what was answered then. */
export function LastPanel({ item, labels }: { item: ReviewItem; labels: ReadonlyMap<string, string> }) {
  const [marked, setMarked] = useState(false);
  const { last, frozen } = item;
  if (!last)
    return (
      <section className={classes.panel} aria-labelledby="last-title">
        <h2 id="last-title" className={classes.title}>
          上年情况
        </h2>
        <p className={classes.none}>系统内没有该区县上年与本条对应的内容。</p>
      </section>
    );
  return (
    <section className={classes.panel} aria-labelledby="last-title">
      <h2 id="last-title" className={classes.title}>
        {last.year}年情况
      </h2>
      <dl className={classes.facts}>
        <dt>结论</dt>
        <dd>{last.verdict === null ? "没有审核结论" : <VerdictMark verdict={last.verdict} />}</dd>
        {last.verified !== null && (
          <>
            <dt>核定分</dt>
            <dd>
              {last.verified}分{last.points !== null && `（满分${last.points}分）`}
            </dd>
          </>
        )}
      </dl>
      {last.opinions.map((opinion) => (
        <p key={opinion} className={classes.said}>
          {opinion}
        </p>
      ))}
      {last.problems.length > 0 && (
        <>
          <h3 className={classes.subtitle}>反馈的问题</h3>
          <ul className={classes.list}>
            {last.problems.map((problem) => {
              const state = problemState.safeParse(problem.state);
              return (
                <li key={problem.id} className={classes.finding}>
                  {problem.text}
                  <small>{state.success ? PROBLEM_STATE_TEXT[state.data] : problem.state}</small>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {last.past && last.past.values.length > 0 && (
        <>
          <h3 className={classes.subtitle}>数据</h3>
          <dl className={classes.facts}>
            {last.past.values.map(({ fieldKey, text }) => (
              <div key={`${fieldKey} ${text}`} style={{ display: "contents" }}>
                <dt>{labels.get(fieldKey) ?? fieldKey}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {last.past && last.past.narrative !== "" && (
        <>
          <h3 className={classes.subtitle}>正文</h3>
          <Switch
            size="sm"
            mb={8}
            label="标出与本年的差别"
            checked={marked}
            onChange={(event) => setMarked(event.currentTarget.checked)}
          />
          <p className={classes.prose}>
            {marked ? <TextDifference from={last.past.narrative} to={frozen.text} /> : last.past.narrative}
          </p>
        </>
      )}
    </section>
  );
}

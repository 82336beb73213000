import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemPastQuery } from "#app/data/submission-queries.ts";
import { useLookup, useRestingNarrative, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/carry/carry.module.css";
import { type Trend, trendsOf, trendText } from "#app/features/carry/trends.ts";
import { Notice } from "#app/ui/notice.tsx";
import { YearLines } from "#app/ui/plot/line-over-time.tsx";
import type { LineSize } from "#app/ui/plot/line-picture.ts";
import { TextDifference } from "#app/ui/text-difference.tsx";
import { displayValue } from "#core/field/table.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import type { PastItem } from "#core/reuse/past.ts";
import type { Item } from "#core/template/schema.ts";

/** The item in earlier years beside the form: figures in a row, prose with what has changed marked. */
export function PastPanel({ item }: { item: Item }) {
  const workspace = useWorkspace();
  const lookup = useLookup();
  const past = useQuery(itemPastQuery(workspace.id, item.key));
  const [marked, setMarked] = useState(true);
  const narrative = useRestingNarrative(item.key);
  const now = resolveNarrative(narrative, lookup).map(runText).join("\n");
  if (past.isError) return <Notice tone="warn">往年内容暂时读不到：{past.error.message}</Notice>;
  const trends = trendsOf(item, past.data ?? [], workspace.year, lookup);
  return (
    <section className={classes.panel} aria-labelledby="past-title">
      <h2 id="past-title" className={classes.heading}>
        往年对照
      </h2>
      {past.data?.length === 0 && <p className={classes.muted}>以前年度没有与本条对应的内容。</p>}
      {trends.length > 0 && (
        <div className={classes.trends}>
          {trends.map((trend) => (
            <TrendLines key={trend.field.key} trend={trend} />
          ))}
        </div>
      )}
      {(past.data?.length ?? 0) > 0 && (
        <Switch
          className={classes.switch}
          size="sm"
          label="标出与本年度的差别"
          checked={marked}
          onChange={(event) => setMarked(event.currentTarget.checked)}
        />
      )}
      {past.data?.map((year) => (
        <Year key={year.year} past={year} item={item} now={now} marked={marked} />
      ))}
    </section>
  );
}

const TREND_SIZE: LineSize = { width: 264, height: 96, left: 34, right: 34, top: 24, bottom: 24, figures: true };

/** A figure over the years, small; what it draws is said in words as well. */
function TrendLines({ trend }: { trend: Trend }) {
  const { field, points } = trend;
  return (
    <div className={classes.plot}>
      <YearLines
        title={field.label}
        unit={field.unit}
        years={points.map(({ year }) => year)}
        series={[{ name: "", points: points.map(({ value }) => value) }]}
        size={TREND_SIZE}
        label={`${field.label}：${trendText(trend)}`}
      />
    </div>
  );
}

function Year({ past, item, now, marked }: { past: PastItem; item: Item; now: string; marked: boolean }) {
  const lookup = useLookup();
  return (
    <section className={classes.year} aria-label={`${past.year}年`}>
      <h3 className={classes.yearTitle}>
        {past.year}年<span className={classes.muted}>{past.sources.map(({ title }) => title).join("；")}</span>
      </h3>
      {past.values.length > 0 && (
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">数据</th>
              <th scope="col">{past.year}年</th>
              <th scope="col">本年度</th>
            </tr>
          </thead>
          <tbody>
            {past.values.map(({ fieldKey, text }) => {
              const field = item.fields.find(({ key }) => key === fieldKey);
              const today = field ? displayValue(field, lookup.value(fieldKey)) : "";
              return (
                <tr key={`${fieldKey} ${text}`} data-changed={marked && today !== "" && today !== text}>
                  <th scope="row">{field?.label ?? fieldKey}</th>
                  <td>{text}</td>
                  <td>{today === "" ? "未填" : today === text ? `${today}（未变）` : today}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {past.narrative !== "" && (
        <p className={classes.prose}>
          {marked && now !== "" ? <TextDifference from={past.narrative} to={now} /> : past.narrative}
        </p>
      )}
    </section>
  );
}

import { NativeSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "#app/features/overview/overview.module.css";
import { MEASURES, type Measure, progressLines, scoreHeat, targetHeat } from "#app/features/overview/overview-data.ts";
import { HeatMap } from "#app/ui/plot/heat-map.tsx";
import { LineOverTime } from "#app/ui/plot/line-over-time.tsx";
import type { Overview } from "#core/api/cycle.ts";

export interface OverviewPageProps {
  overview: Overview;
  year: number;
  /** opens a district's review */
  onOpen: ((districtId: string) => void) | undefined;
  /** one figure over all districts */
  distribution: ReactNode;
  /** plan targets one by one */
  targets: ReactNode;
}

const ALL = Object.keys(MEASURES) as Measure[];

/** A year over all districts: scores, how it went on, figures beside each other, plan targets. */
export function OverviewPage({ overview, year, onOpen, distribution, targets }: OverviewPageProps) {
  const [measure, setMeasure] = useState<Measure>("verified");
  const { times, series } = progressLines(overview);
  return (
    <>
      <section className={classes.part}>
        <NativeSelect
          size="xs"
          label="看什么"
          className={classes.choice}
          value={measure}
          onChange={(event) => setMeasure(ALL.find((each) => each === event.currentTarget.value) ?? "verified")}
          data={ALL.map((value) => ({ value, label: MEASURES[value] }))}
        />
        <p className={classes.note}>
          {measure === "difference"
            ? "核定分减自评分，单位：分；颜色越深，相差占分值的比例越大。"
            : "得分占分值的百分比，单位：%；颜色越深，得分率越高。审核中的区县只计已核定的得分。"}
        </p>
        <HeatMap
          title={`${year}年度${MEASURES[measure]}`}
          empty="还没有区县报送。区县报送后，这里显示各区县、各部分的得分。"
          {...scoreHeat(overview, measure)}
          {...(onOpen ? { onOpen: (districtId: string) => onOpen(districtId) } : {})}
        />
      </section>
      <section className={classes.part}>
        <LineOverTime title={`${year}年度各阶段区县数`} unit="个" times={times} series={series} />
      </section>
      <section className={classes.part}>{distribution}</section>
      <section className={classes.part}>
        <HeatMap
          title={`${year}年度规划目标完成情况`}
          empty="还没有可核对的规划目标。清单中设了规划目标、区县报送后在此显示。"
          {...targetHeat(overview)}
        />
        {targets}
      </section>
    </>
  );
}

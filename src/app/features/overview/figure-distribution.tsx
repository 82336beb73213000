import { NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { distributionQuery } from "#app/data/cycle-queries.ts";
import classes from "#app/features/overview/overview.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { Distribution } from "#app/ui/plot/distribution.tsx";
import type { Distribution as Figures, Overview } from "#core/api/cycle.ts";

export interface FigureDistributionProps {
  cycleId: string;
  overview: Pick<Overview, "indicators" | "districts">;
}

/** A figure that is chosen, in every district, and where one of them stands. */
export function FigureDistribution({ cycleId, overview: { indicators, districts } }: FigureDistributionProps) {
  const [fieldKey, setFieldKey] = useState(indicators[0]?.fieldKey ?? "");
  const [marked, setMarked] = useState("");
  const figures = useQuery({
    ...distributionQuery(cycleId, fieldKey),
    enabled: fieldKey !== "",
    placeholderData: keepPreviousData,
  });
  if (indicators.length === 0)
    return <Notice tone="calm">还没有可比较的数据。区县报送后，这里显示各项数据的分布。</Notice>;
  return (
    <>
      <div className={classes.choices}>
        <NativeSelect
          size="xs"
          label="数据项"
          value={fieldKey}
          onChange={(event) => setFieldKey(event.currentTarget.value)}
          data={indicators.map((each) => ({
            value: each.fieldKey,
            label: `${each.label}${each.unit === "" ? "" : `（${each.unit}）`}，${each.districts}个区县`,
          }))}
        />
        <NativeSelect
          size="xs"
          label="标出的区县"
          value={marked}
          onChange={(event) => setMarked(event.currentTarget.value)}
          data={[{ value: "", label: "不标出" }, ...districts.map(({ district }) => district)]}
        />
      </div>
      {figures.isError && <Notice tone="warn">数据没有读到：{figures.error.message}</Notice>}
      {figures.data && (
        <Shown figures={figures.data} marked={marked} names={districts.map(({ district }) => district)} />
      )}
    </>
  );
}

function Shown({ figures, marked, names }: { figures: Figures; marked: string; names: readonly string[] }) {
  const values = new Map(figures.values.map(({ district, value }) => [district, value]));
  const [limit] = figures.thresholds;
  return (
    <Distribution
      title={figures.label}
      unit={figures.unit}
      dots={names.map((name) => ({ name, value: values.get(name) ?? null }))}
      marked={marked === "" ? undefined : marked}
      threshold={
        limit && { value: limit.value, text: `${limit.source} ${SIGNS[limit.operator]}${limit.value}${figures.unit}` }
      }
    />
  );
}

const SIGNS: Record<Figures["thresholds"][number]["operator"], string> = {
  ">=": "≥",
  ">": "＞",
  "<=": "≤",
  "<": "＜",
  "=": "＝",
};

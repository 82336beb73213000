import {
  type DistributionData,
  distributionPicture,
  distributionSheet,
  distributionText,
} from "#app/ui/plot/distribution-picture.ts";
import { Drawing } from "#app/ui/plot/drawing.tsx";
import classes from "#app/ui/plot/plot.module.css";
import { PlotFrame } from "#app/ui/plot/plot-frame.tsx";

/** An indicator over all districts: a dot for each, one of them marked, and the standard as a line. */
export function Distribution({ title, ...data }: DistributionData & { title: string }) {
  const caption = data.unit === "" ? title : `${title}（${data.unit}）`;
  const picture = distributionPicture(data);
  const some = data.dots.some(({ value }) => value !== null);
  return (
    <PlotFrame
      title={caption}
      sheet={some ? distributionSheet(title, data) : { name: title, columns: [], rows: [] }}
      picture={() => picture}
      empty="尚无区县填报此项数据，有区县提交后在此显示。"
    >
      <p className={classes.said}>{distributionText(data)}</p>
      <Drawing picture={picture} label={caption} />
    </PlotFrame>
  );
}

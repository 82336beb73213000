import { SegmentedControl } from "@mantine/core";
import classes from "#app/features/packages/packages.module.css";
import { TextDifference } from "#app/ui/text-difference.tsx";
import type { Side } from "#core/package/plan.ts";
import { STANDING_TEXT, type Standing } from "#core/package/standing.ts";

export interface ChoiceProps {
  name: string;
  standing: Standing;
  /** undefined = nobody has said yet */
  side: Side | undefined;
  /** how many things of it differ; undefined = that is not counted */
  changed?: number;
  /** what is written on both sides where they differ; "" = nothing to show */
  ours: string;
  theirs: string;
  onChoose: (side: Side) => void;
}

const SIDES = [
  { value: "ours", label: "以本系统为准" },
  { value: "theirs", label: "以数据包为准" },
];

/** One thing of a package and whose side is taken. What is new replaces nothing, so there is nothing to choose. */
export function Choice({ name, standing, changed, side, ours, theirs, onChoose }: ChoiceProps) {
  return (
    <li className={classes.row}>
      <span className={classes.name}>{name}</span>
      <span className={classes.standing}>
        {STANDING_TEXT[standing]}
        {standing !== "new" && changed !== undefined && `，${changed}处不同`}
      </span>
      {standing !== "new" && (
        <SegmentedControl
          size="xs"
          aria-label={`${name}以哪边为准`}
          data={SIDES}
          value={side ?? ""}
          onChange={(value) => onChoose(value === "ours" ? "ours" : "theirs")}
        />
      )}
      {(ours !== "" || theirs !== "") && (
        <div className={classes.sides}>
          <p className={classes.side}>本系统：{readable(ours)}</p>
          <p className={classes.side}>
            数据包：
            <TextDifference from={readable(ours)} to={readable(theirs)} />
          </p>
        </div>
      )}
    </li>
  );
}

/** Quoted data by their names. */
const readable = (text: string): string => (text === "" ? "（空）" : text.replace(/\{\{(.+?)\}\}/g, "【$1】"));

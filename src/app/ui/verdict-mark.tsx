import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconFileDislike,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import classes from "#app/ui/verdict-mark.module.css";
import { VERDICT_TEXT, type VerdictKind } from "#core/review/verdict.ts";

const SHAPES: Record<VerdictKind, ComponentType<IconProps>> = {
  met: IconCircleCheckFilled,
  "mostly-met": IconCircleHalf2,
  "needs-material": IconFileDislike,
  "not-met": IconAlertTriangleFilled,
};

export interface VerdictMarkProps {
  verdict: VerdictKind;
  /** given on a text that has changed since */
  earlier?: boolean | undefined;
  /** only the shape, its words for those who ask or listen */
  short?: boolean;
}

/** A verdict: a word and a shape; struck when it was given on an earlier text. */
export function VerdictMark({ verdict, earlier = false, short = false }: VerdictMarkProps) {
  const Shape = SHAPES[verdict];
  const words = `${VERDICT_TEXT[verdict]}${earlier ? "（针对修改前）" : ""}`;
  return (
    <span className={classes.mark} data-verdict={verdict} data-earlier={earlier} title={words}>
      <Shape size={15} aria-hidden />
      <span className={short ? classes.hidden : undefined}>{words}</span>
    </span>
  );
}

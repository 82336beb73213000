import {
  IconArrowBackUp,
  IconCircleDashed,
  IconEye,
  IconPencil,
  type IconProps,
  IconRosetteDiscountCheck,
  IconSend,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import classes from "#app/ui/phase-mark.module.css";
import { PHASE_TEXT, type Phase } from "#core/review/flow.ts";

const SHAPES: Record<Phase, ComponentType<IconProps>> = {
  drafting: IconPencil,
  submitted: IconSend,
  reviewing: IconEye,
  returned: IconArrowBackUp,
  concluded: IconRosetteDiscountCheck,
};

export const phaseText = (phase: Phase | null): string => (phase === null ? "未开始" : PHASE_TEXT[phase]);

/** Where a year stands between district and city: a word and a shape. null = the district has not begun. */
export function PhaseMark({ phase }: { phase: Phase | null }) {
  const Shape = phase === null ? IconCircleDashed : SHAPES[phase];
  return (
    <span className={classes.mark} data-phase={phase ?? "none"}>
      <Shape size={15} aria-hidden />
      {phaseText(phase)}
    </span>
  );
}

import {
  IconArrowBackUp,
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

/** Where a year stands between district and city: a word and a shape. */
export function PhaseMark({ phase }: { phase: Phase }) {
  const Shape = SHAPES[phase];
  return (
    <span className={classes.mark} data-phase={phase}>
      <Shape size={15} aria-hidden />
      {PHASE_TEXT[phase]}
    </span>
  );
}

import {
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconEye,
  IconPencil,
  type IconProps,
  IconSend,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { PHASE_TEXT, type Phase } from "#core/review/flow.ts";

const SHAPES: Record<Phase, ComponentType<IconProps>> = {
  drafting: IconPencil,
  submitted: IconSend,
  reviewing: IconEye,
  returned: IconArrowBackUp,
  concluded: IconCircleCheckFilled,
};

export const phaseText = (phase: Phase | null): string => (phase === null ? "未开始" : PHASE_TEXT[phase]);

/** Where a district stands: a word and a shape. */
export function PhaseMark({ phase }: { phase: Phase | null }) {
  const Shape = phase === null ? IconCircleDashed : SHAPES[phase];
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 5, whiteSpace: "nowrap" }}>
      <Shape size={15} aria-hidden style={{ flex: "none" }} />
      {phaseText(phase)}
    </span>
  );
}

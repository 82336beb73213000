import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconProgress,
  type IconProps,
  IconSend,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import table from "#app/ui/work-table.module.css";
import { PROBLEM_STATE_TEXT, type ProblemState } from "#core/review/problem.ts";

const SHAPES: Record<ProblemState, ComponentType<IconProps>> = {
  open: IconProgress,
  reported: IconSend,
  "checked-off": IconCircleCheckFilled,
  "sent-back": IconArrowBackUp,
};

/** How a problem stands: a word and a shape; what is overdue stands out. */
export function ProblemMark({ state, overdue }: { state: ProblemState; overdue: boolean }) {
  const Shape = SHAPES[state];
  return (
    <>
      <span className={state === "checked-off" ? table.good : state === "reported" ? table.waits : table.plain}>
        <Shape size={15} aria-hidden />
        {PROBLEM_STATE_TEXT[state]}
      </span>
      {overdue && (
        <span className={table.late}>
          <IconAlertTriangleFilled size={14} aria-hidden />
          已逾期
        </span>
      )}
    </>
  );
}

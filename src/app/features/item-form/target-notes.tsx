import { useState } from "react";
import { useWatch } from "react-hook-form";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { TargetChart } from "#app/features/item-form/target-chart.tsx";
import classes from "#app/features/item-form/targets.module.css";
import { numberType } from "#core/field/number.ts";
import type { FormValues } from "#core/field/type.ts";
import { type Assessment, assess, STATE_TEXT, type TargetState } from "#core/target/assess.ts";
import { figureYear } from "#core/target/figure-year.ts";
import { type JoinedTarget, targetText } from "#core/target/joined-target.ts";

type TargetNotesProps = Pick<ControlProps<"number">, "field" | "form" | "year">;

/** What the district or its city has set itself for this figure, and how far it has come. */
export function TargetNotes({ field, form, year }: TargetNotesProps) {
  const targets = useWorkspace().targetsOf(field);
  const typed = useWatch({ control: form.control, name: field.key }) as FormValues["number"];
  const [open, setOpen] = useState(false);
  if (targets.length === 0) return null;
  const parsed = numberType.fromForm(typed, field);
  const value = parsed.ok ? parsed.value : undefined;
  const figure = { value, unit: field.unit, year: figureYear(field, year) };
  const drawable = targets.filter((target) => target.year !== undefined && target.baselines.length > 0);
  return (
    <div className={classes.targets}>
      {targets.map((target) => (
        <TargetNote
          key={target.places[0]?.id}
          target={target}
          assessment={assess(target, figure)}
          unit={field.unit}
          year={figure.year}
          judged={value?.now !== undefined}
        />
      ))}
      {drawable.length > 0 && (
        <button type="button" className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "收起进度图" : "看进度图"}
        </button>
      )}
      {open &&
        drawable.map((target) => (
          <TargetChart key={target.places[0]?.id} target={target} label={field.label} figure={figure} />
        ))}
    </div>
  );
}

const SHAPES: Record<TargetState, string> = { reached: "●", "on-course": "◐", behind: "▽", open: "？", none: "–" };

interface TargetNoteProps {
  target: JoinedTarget;
  assessment: Assessment;
  unit: string;
  year: number;
  /** an empty field is not judged */
  judged: boolean;
}

function TargetNote({ target, assessment, unit, year, judged }: TargetNoteProps) {
  const { state, expected, reason } = assessment;
  return (
    <p className={classes.target}>
      <span title={`${target.plan.title}：${target.names.join("、")}`}>
        目标：{targetText(target)}
        {expected !== undefined && `；按线性路径${year}年应达${expected}${unit}`}
      </span>
      {judged && (
        <span className={classes.state} data-state={state}>
          <span aria-hidden>{SHAPES[state]}</span>
          {STATE_TEXT[state]}
          {reason !== undefined && `：${reason}`}
        </span>
      )}
      <span className={classes.source}>
        {target.plan.title}
        {target.conflicts.length > 0 && `（${target.conflicts.join("；")}）`}
      </span>
    </p>
  );
}

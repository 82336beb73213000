import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconProgress,
  type IconProps,
  IconSend,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { shortStamp, today } from "#app/data/clock.ts";
import { PlanForm } from "#app/features/rectification/plan-form.tsx";
import { ProblemFiles } from "#app/features/rectification/problem-files.tsx";
import classes from "#app/features/rectification/rectification.module.css";
import { ReportForm } from "#app/features/rectification/report-form.tsx";
import { usePlanDraft } from "#app/features/rectification/use-plan-draft.ts";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import type { Problem } from "#core/api/rectification.ts";
import { isProblemWritable, PROBLEM_STATE_TEXT, PROBLEM_VERB, type ProblemState } from "#core/review/problem.ts";

const SHAPES: Record<ProblemState, ComponentType<IconProps>> = {
  open: IconProgress,
  reported: IconSend,
  "checked-off": IconCircleCheckFilled,
  "sent-back": IconArrowBackUp,
};

/** One problem: what was found, what is done about it, what shows it, and where it stands. */
export function ProblemCard({ problem }: { problem: Problem }) {
  const kept = usePlanDraft(problem);
  const titleId = `problem-${problem.id}`;
  const refusal = problem.state === "sent-back" ? problem.steps.at(-1) : undefined;
  return (
    <article className={classes.card} data-overdue={problem.overdue} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h2 id={titleId}>
          {problem.year}年度问题{problem.number}：{problem.item}
        </h2>
        <Standing problem={problem} />
      </header>
      <p className={classes.prose}>{problem.text}</p>
      {refusal && (
        <p className={classes.refusal}>
          核查意见（{shortStamp(refusal.at)}）：{refusal.note}
        </p>
      )}
      {problem.may.write ? <PlanForm problem={problem} kept={kept} /> : <Plan problem={problem} />}
      <ProblemFiles problem={problem} />
      {problem.may.report && <ReportForm problem={problem} unsaved={kept.dirty} />}
      {problem.steps.length > 0 && <Steps problem={problem} />}
    </article>
  );
}

function Standing({ problem: { state, due, overdue } }: { problem: Problem }) {
  const Shape = SHAPES[state];
  const day = today();
  return (
    <p className={classes.standing}>
      <span className={classes.state} data-state={state}>
        <Shape size={15} aria-hidden />
        {PROBLEM_STATE_TEXT[state]}
      </span>
      {overdue && (
        <span className={classes.late}>
          <IconAlertTriangleFilled size={15} aria-hidden />
          逾期
        </span>
      )}
      {due !== null && (
        <span className={classes.due}>
          时限{dayText(due, day)}
          {isProblemWritable(state) && `（${distanceText(due, day)}）`}
        </span>
      )}
    </p>
  );
}

function Plan({ problem: { measure, unit, person, due } }: { problem: Problem }) {
  return (
    <dl className={classes.plan}>
      <dt>整改措施</dt>
      <dd className={classes.prose}>{measure || "未填"}</dd>
      <dt>责任单位</dt>
      <dd>{unit || "未填"}</dd>
      <dt>责任人</dt>
      <dd>{person || "未填"}</dd>
      <dt>完成时限</dt>
      <dd>{due === null ? "未定" : dayText(due, today())}</dd>
    </dl>
  );
}

function Steps({ problem: { steps } }: { problem: Problem }) {
  return (
    <details className={classes.steps}>
      <summary>经过（{steps.length}步）</summary>
      <ol>
        {steps.map(({ event, to, note, at, by }) => (
          <li key={`${at} ${event}`}>
            {shortStamp(at)} {by}
            {PROBLEM_VERB[event]}，{PROBLEM_STATE_TEXT[to]}
            {note !== "" && `：${note}`}
          </li>
        ))}
      </ol>
    </details>
  );
}

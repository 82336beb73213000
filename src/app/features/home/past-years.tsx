import { Link } from "@tanstack/react-router";
import classes from "#app/features/home/home.module.css";
import type { SubmissionSummary } from "#core/api/submission-list.ts";
import { PHASE_TEXT } from "#core/review/flow.ts";

/** Earlier years, one line each. */
export function PastYears({ submissions }: { submissions: readonly SubmissionSummary[] }) {
  return (
    <section aria-labelledby="past-years">
      <h2 id="past-years" className={classes.sectionTitle}>
        往年自评
      </h2>
      <ul className={classes.past}>
        {submissions.map(({ id, year, title, progress, phase }) => (
          <li key={id}>
            <span className={classes.pastYear}>{year}年度</span>
            <Link to="/submissions/$submissionId" params={{ submissionId: id }} className={classes.pastTitle}>
              {title}
            </Link>
            <span className={classes.pastState}>
              {PHASE_TEXT[phase]}，已完成{progress.done}/{progress.items}项
            </span>
            <Link
              to="/submissions/$submissionId/report"
              params={{ submissionId: id }}
              aria-label={`${year}年度报告`}
              className={classes.pastReport}
            >
              报告
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

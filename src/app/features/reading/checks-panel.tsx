import classes from "#app/features/reading/side.module.css";
import { SeverityMark } from "#app/ui/severity.tsx";
import type { ReviewItem } from "#core/api/review.ts";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import type { FrozenFinding } from "#core/review/frozen.ts";
import { bySeverity, SEVERITY_TEXT } from "#core/rule/finding.ts";

/** What the checks said when it was submitted, and what the district wrote about it. */
export function ChecksPanel({ item }: { item: ReviewItem }) {
  const findings = [...item.frozen.findings].sort(bySeverity);
  return (
    <section className={classes.panel} aria-labelledby="checks-title">
      <h2 id="checks-title" className={classes.title}>
        检查结果<span>报送时</span>
      </h2>
      {findings.length === 0 && <p className={classes.none}>报送时本条没有检查出问题。</p>}
      <ul className={classes.list}>
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function FindingRow({ finding }: { finding: FrozenFinding }) {
  const { severity, ref, standing, source, message, explanation } = finding;
  return (
    <li className={classes.finding}>
      <div className={classes.findingHead}>
        <SeverityMark severity={severity} />
        {SEVERITY_TEXT[severity]}
        {ref && (
          <span title={source}>
            {ref}
            {standing && standing !== "verified" && `（${STANDING_TEXT[standing]}）`}
          </span>
        )}
      </div>
      <p>{message}</p>
      {explanation !== null && <p className={classes.said}>区县说明：{explanation}</p>}
      {explanation === null && severity === "warning" && <p className={classes.unsaid}>区县没有说明。</p>}
    </li>
  );
}

import classes from "#app/features/year-changes/year-changes.module.css";
import type { TemplateChange } from "#core/api/template-change.ts";

/** Changes in sentences; what asks for work says so. */
export function ChangeSentences({ changes }: { changes: readonly TemplateChange[] }) {
  return (
    <ul className={classes.sentences}>
      {changes.map((change) => (
        <li key={`${change.code} ${change.path} ${change.text}`}>
          {change.text}
          {change.class === "needs-work" && <small className={classes.work}>须补填或核对</small>}
        </li>
      ))}
    </ul>
  );
}

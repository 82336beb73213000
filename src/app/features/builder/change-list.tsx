import { IconAlertTriangleFilled, IconCircleCheck, IconPencil } from "@tabler/icons-react";
import classes from "#app/features/builder/pages.module.css";
import type { TemplateChange } from "#core/api/template-change.ts";
import { CHANGE_CLASSES, type ChangeClass, CLASS_TEXT } from "#core/builder/change.ts";

const SHAPES: Record<ChangeClass, typeof IconPencil> = {
  safe: IconCircleCheck,
  "needs-work": IconPencil,
  breaking: IconAlertTriangleFilled,
};

/** The changes between two versions in sentences, the gravest first. */
export function ChangeList({ changes }: { changes: readonly TemplateChange[] }) {
  if (changes.length === 0) return <p className={classes.none}>没有变化。</p>;
  return [...CHANGE_CLASSES].reverse().map((level) => {
    const of = changes.filter((change) => change.class === level);
    const Shape = SHAPES[level];
    return of.length === 0 ? null : (
      <details key={level} open={level !== "safe"} className={classes.level} data-class={level}>
        <summary>
          <Shape size={16} aria-hidden /> {CLASS_TEXT[level]}（{of.length}处）
        </summary>
        <ul className={classes.list}>
          {of.map((change) => (
            <li key={`${change.code} ${change.path} ${change.text}`}>
              {change.text}
              {change.touched.answers > 0 && (
                <small>
                  涉及{change.touched.submissions}份自评的{change.touched.answers}处已填内容
                </small>
              )}
            </li>
          ))}
        </ul>
      </details>
    );
  });
}

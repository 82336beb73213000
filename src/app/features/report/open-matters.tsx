import { useFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import type { PreviewGap } from "#app/features/report/preview-messages.ts";
import classes from "#app/features/report/report.module.css";

export interface OpenMattersProps {
  gaps: readonly PreviewGap[];
  onOpen: (itemKey: string, fieldKey?: string) => void;
}

interface Matter {
  id: string;
  word: string;
  text: string;
  itemKey: string;
  fieldKey?: string | undefined;
}

/** Whether the report can go out as it is, and the way to everything that is open. */
export function OpenMatters({ gaps, onOpen }: OpenMattersProps) {
  const workspace = useWorkspace();
  const findings = useFindings();
  const errors = findings.filter((finding) => finding.severity === "error");
  const unexplained = findings.filter(
    (finding) => finding.severity === "warning" && !workspace.answer(finding.itemKey).explanations[finding.id]?.trim(),
  );
  const matters: Matter[] = [
    ...errors.map((finding) => ({ ...finding, word: "须改正", text: finding.message })),
    ...unexplained.map((finding) => ({ ...finding, word: "须说明", text: finding.message })),
    ...gaps.map((gap, index) => ({ ...gap, id: `gap-${index}`, word: "待填写" })),
  ];
  if (matters.length === 0) return <p className={classes.standing}>检查通过。</p>;
  return (
    <details className={classes.matters}>
      <summary>
        {[
          errors.length > 0 && `须改正${errors.length}处`,
          unexplained.length > 0 && `须说明${unexplained.length}处`,
          gaps.length > 0 && `待填写${gaps.length}处（文中标黄）`,
        ]
          .filter((part) => part !== false)
          .join("，")}
      </summary>
      <ul>
        {matters.map(({ id, word, text, itemKey, fieldKey }) => (
          <li key={id}>
            <button type="button" onClick={() => onOpen(itemKey, fieldKey)}>
              <em>{word}</em>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

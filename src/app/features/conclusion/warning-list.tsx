import { IconAlertOctagonFilled, IconAlertTriangleFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/features/conclusion/conclusion.module.css";
import { Notice } from "#app/ui/notice.tsx";
import type { ConcludeWarning } from "#core/api/conclusion.ts";

export interface WarningListProps {
  warnings: readonly ConcludeWarning[];
  /** the item as a way to where it is settled */
  linkTo: (warning: ConcludeWarning) => ReactNode;
}

/** What should be looked at before; what blocks stands first. */
export function WarningList({ warnings, linkTo }: WarningListProps) {
  if (warnings.length === 0) return <Notice tone="good">各条都已有结论和评分，没有需要留意的事项。</Notice>;
  const blocking = warnings.filter(({ blocks }) => blocks);
  const shown = [...blocking, ...warnings.filter(({ blocks }) => !blocks)];
  return (
    <>
      <Notice tone={blocking.length > 0 ? "danger" : "warn"}>
        {blocking.length > 0 ? `有${blocking.length}处须先处理才能办结` : `有${warnings.length}处请先核对`}
        {blocking.length > 0 && warnings.length > blocking.length && `，另有${warnings.length - blocking.length}处提醒`}
      </Notice>
      <ul className={classes.warnings} aria-label="办结前的提醒">
        {shown.map((warning) => (
          <li key={`${warning.itemKey} ${warning.code}`} data-blocks={warning.blocks}>
            {warning.blocks ? (
              <IconAlertOctagonFilled size={15} role="img" aria-label="须先处理" />
            ) : (
              <IconAlertTriangleFilled size={15} role="img" aria-label="提醒" />
            )}
            <span>
              {linkTo(warning)}：{warning.message}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

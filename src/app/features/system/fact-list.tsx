import { IconAlertTriangleFilled } from "@tabler/icons-react";
import type { Fact } from "#app/features/system/fact-rows.ts";
import classes from "#app/features/system/system.module.css";

export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, text, warning }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {text}
            {warning !== undefined && (
              <span className={classes.warning}>
                <IconAlertTriangleFilled size={14} aria-hidden /> {warning}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

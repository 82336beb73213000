import type { ReactNode } from "react";
import classes from "#app/features/system/system.module.css";

export interface SystemSectionProps {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

export function SystemSection({ id, title, lead, children }: SystemSectionProps) {
  return (
    <section className={classes.section} aria-labelledby={`system-${id}`}>
      <h2 id={`system-${id}`} className={classes.title}>
        {title}
      </h2>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  );
}

import type { ReactNode } from "react";
import classes from "#app/ui/page.module.css";

export interface PageProps {
  title: string;
  /** what stands at the right of the title */
  aside?: ReactNode;
  width?: "narrow" | "wide" | "full";
  children: ReactNode;
}

/** A page inside the frame: one column under its title. */
export function Page({ title, aside, width = "wide", children }: PageProps) {
  return (
    <div className={classes.page} data-width={width}>
      <title>{`${title} · 自评通`}</title>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  );
}

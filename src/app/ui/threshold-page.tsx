import type { ReactNode } from "react";
import classes from "#app/ui/threshold-page.module.css";

export interface ThresholdPageProps {
  title: string;
  width?: "narrow" | "wide";
  children: ReactNode;
}

/** The pages before sign-in: the product's name, what it is for, and one thing to do. */
export function ThresholdPage({ title, width = "narrow", children }: ThresholdPageProps) {
  return (
    <main className={classes.page}>
      <title>{`${title} · 自评通`}</title>
      <div className={classes.column} data-width={width}>
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <div>
            <p className={classes.name}>自评通</p>
            <p className={classes.line}>区县政府履行教育职责年度自评，从清单到公文</p>
          </div>
        </div>
        <div className={classes.paper}>
          <h1 className={classes.title}>{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}

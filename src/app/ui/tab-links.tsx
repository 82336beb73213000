import { Children, type ReactNode } from "react";
import classes from "#app/ui/tab-links.module.css";

/** The pages of one thing, as links beside each other. */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label}>
      <ul className={classes.tabs}>{Children.map(children, (child) => (child ? <li>{child}</li> : null))}</ul>
    </nav>
  );
}

/** The way back: where this stands, from the outermost in. A second one on a page needs a label of its own. */
export function Trail({ label = "所在位置", children }: { label?: string; children: ReactNode }) {
  return (
    <nav aria-label={label}>
      <ol className={classes.trail}>{Children.map(children, (child) => (child ? <li>{child}</li> : null))}</ol>
    </nav>
  );
}

import type { ReactNode } from "react";
import classes from "#app/ui/side-tabs.module.css";

export interface SideTabsProps<Key extends string> {
  tabs: Readonly<Record<Key, string>>;
  shown: Key;
  onShow: (key: Key) => void;
  children: ReactNode;
}

/** What a pane shows, chosen at its head. */
export function SideTabs<Key extends string>({ tabs, shown, onShow, children }: SideTabsProps<Key>) {
  return (
    <>
      <div className={classes.tabs}>
        {(Object.keys(tabs) as Key[]).map((key) => (
          <button key={key} type="button" aria-pressed={key === shown} onClick={() => onShow(key)}>
            {tabs[key]}
          </button>
        ))}
      </div>
      {children}
    </>
  );
}

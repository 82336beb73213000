import { ActionIcon } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import {
  IconFileText,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconListTree,
  IconShieldCheck,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/ui/panes.module.css";

const PANES = ["tree", "item", "side"] as const;
export type Pane = (typeof PANES)[number];

const SHAPES = { tree: IconListTree, item: IconFileText, side: IconShieldCheck };

export interface PaneWords {
  /** on the bar and the folds */
  tree: string;
  item: string;
  side: string;
  /** what the outer panes are called by those who hear them */
  treeName: string;
  sideName: string;
}

const FILLING: PaneWords = {
  tree: "目录",
  item: "填写",
  side: "检查与材料",
  treeName: "清单目录",
  sideName: "检查、佐证材料与成文",
};

export interface PanesProps {
  shown: Pane;
  onShow: (pane: Pane) => void;
  counts: { side: number };
  tree: ReactNode;
  item: ReactNode;
  side: ReactNode;
  /** more room at the right, for pages */
  wideSide?: boolean;
  words?: PaneWords;
}

/** Three panes side by side, the outer ones foldable; below 900 px one pane with a bar at the bottom. */
export function Panes({ shown, onShow, counts, tree, item, side, wideSide, words = FILLING }: PanesProps) {
  const [leftOpen, setLeft] = useLocalStorage({
    key: "ziping.pane.tree",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [rightOpen, setRight] = useLocalStorage({
    key: "ziping.pane.side",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return (
    <div className={classes.panes} data-shown={shown} data-left={leftOpen} data-right={rightOpen} data-wide={wideSide}>
      <nav className={classes.tree} aria-label={words.treeName}>
        <h1 className={classes.paneTitle}>{words.treeName}</h1>
        {tree}
      </nav>
      <div className={classes.item}>
        <div className={classes.folds}>
          <Fold side="left" name={words.tree} open={leftOpen} onToggle={() => setLeft(!leftOpen)} />
          <Fold side="right" name={words.side} open={rightOpen} onToggle={() => setRight(!rightOpen)} />
        </div>
        {item}
      </div>
      <aside className={classes.side} aria-label={words.sideName}>
        <h1 className={classes.paneTitle}>{words.sideName}</h1>
        {side}
      </aside>
      <nav className={classes.bar} aria-label="切换栏目">
        {PANES.map((pane) => {
          const Shape = SHAPES[pane];
          return (
            <button
              key={pane}
              type="button"
              aria-current={shown === pane}
              className={classes.tab}
              onClick={() => onShow(pane)}
            >
              <Shape size={20} aria-hidden />
              {words[pane]}
              {pane === "side" && counts.side > 0 && <span className={classes.count}>{counts.side}</span>}
            </button>
          );
        })}
      </nav>
    </div>
  );
}

interface FoldProps {
  side: "left" | "right";
  name: string;
  open: boolean;
  onToggle: () => void;
}

function Fold({ side, name, open, onToggle }: FoldProps) {
  const label = `${open ? "收起" : "展开"}${name}`;
  const Shape =
    side === "left"
      ? open
        ? IconLayoutSidebarLeftCollapse
        : IconLayoutSidebarLeftExpand
      : open
        ? IconLayoutSidebarRightCollapse
        : IconLayoutSidebarRightExpand;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onToggle}>
      <Shape size={18} />
    </ActionIcon>
  );
}

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

export type Pane = "tree" | "item" | "side";

const ICONS: { pane: Pane; icon: typeof IconListTree }[] = [
  { pane: "tree", icon: IconListTree },
  { pane: "item", icon: IconFileText },
  { pane: "side", icon: IconShieldCheck },
];

export interface PaneWords extends Record<Pane, string> {
  /** the right pane in full */
  sideTitle: string;
}

const WORDS: PaneWords = {
  tree: "目录",
  item: "填写",
  side: "检查与材料",
  sideTitle: "检查、佐证材料与成文",
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
export function Panes({ shown, onShow, counts, tree, item, side, wideSide, words = WORDS }: PanesProps) {
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
      <nav className={classes.tree} aria-label="清单目录">
        <h1 className={classes.sideTitle}>{words.tree}</h1>
        {tree}
      </nav>
      <div className={classes.item}>
        <div className={classes.folds}>
          <Fold side="left" name={words.tree} open={leftOpen} onToggle={() => setLeft(!leftOpen)} />
          <Fold side="right" name={words.side} open={rightOpen} onToggle={() => setRight(!rightOpen)} />
        </div>
        {item}
      </div>
      <aside className={classes.side} aria-label={words.sideTitle}>
        <h1 className={classes.sideTitle}>{words.sideTitle}</h1>
        {side}
      </aside>
      <nav className={classes.bar} aria-label="切换栏目">
        {ICONS.map((tab) => (
          <button
            key={tab.pane}
            type="button"
            aria-current={shown === tab.pane}
            className={classes.tab}
            onClick={() => onShow(tab.pane)}
          >
            <tab.icon size={20} aria-hidden />
            {words[tab.pane]}
            {tab.pane === "side" && counts.side > 0 && <span className={classes.count}>{counts.side}</span>}
          </button>
        ))}
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

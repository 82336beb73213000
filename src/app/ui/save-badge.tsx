import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconCloudUp,
  IconGitMerge,
  IconLock,
  IconPencil,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { clockTime } from "#app/data/clock.ts";
import type { SaveState } from "#app/data/save-state.ts";
import classes from "#app/ui/save-badge.module.css";

interface Look {
  icon: ReactNode;
  text: string;
  tone: "calm" | "warn" | "danger";
}

function lookOf(state: SaveState): Look {
  switch (state.kind) {
    case "saved":
      return {
        icon: <IconCheck size={15} />,
        text: state.at ? `已保存 ${clockTime(state.at)}` : "已保存",
        tone: "calm",
      };
    case "unsaved":
      return { icon: <IconPencil size={15} />, text: "编辑中", tone: "calm" };
    case "saving":
      return { icon: <IconCloudUp size={15} />, text: "保存中…", tone: "calm" };
    case "waiting":
      return {
        icon: <IconCloudOff size={15} />,
        text: `${state.reason === "session" ? "等待重新登录" : "等待网络"}，${state.kept ? "内容已存本机" : "请勿关闭本页"}`,
        tone: "warn",
      };
    case "conflict":
      return { icon: <IconGitMerge size={15} />, text: "需要您决定", tone: "warn" };
    case "locked":
      return { icon: <IconLock size={15} />, text: "已锁定，有修改未保存", tone: "danger" };
    case "refused":
      return { icon: <IconAlertTriangle size={15} />, text: `未能保存：${state.message}`, tone: "danger" };
  }
}

const LOCKED: Look = { icon: <IconLock size={15} />, text: "已锁定", tone: "calm" };

export interface SaveBadgeProps {
  state: SaveState;
  /** nothing can be written here, for a reason that is said elsewhere */
  locked: boolean;
}

/** Says in words whether what was typed is safe; announced politely to screen readers. */
export function SaveBadge({ state, locked }: SaveBadgeProps) {
  const look = locked && state.kind === "saved" ? LOCKED : lookOf(state);
  return (
    <span className={classes.badge} data-tone={look.tone} role="status" data-testid="save-state" data-kind={state.kind}>
      {look.icon}
      {look.text}
    </span>
  );
}

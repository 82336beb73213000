import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconCloudUp,
  IconGitMerge,
  IconHistory,
  IconPencil,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { clockTime, shortStamp } from "#app/data/clock.ts";
import type { VerdictSaver, VerdictState } from "#app/data/verdict-saver.ts";
import classes from "#app/features/reading/verdict.module.css";
import { VERDICT_TEXT, type Verdict } from "#core/review/verdict.ts";

interface Look {
  shape: ComponentType<IconProps>;
  text: string;
  tone: "calm" | "warn" | "danger";
}

function lookOf(state: VerdictState): Look {
  switch (state.kind) {
    case "none":
      return { shape: IconPencil, text: "尚未作结论", tone: "calm" };
    case "saved":
      return { shape: IconCheck, text: `已保存 ${clockTime(state.at)}`, tone: "calm" };
    case "incomplete": {
      const [first] = state.faults;
      const where = state.kept ? "已存本机" : "请勿关闭本页";
      return { shape: IconPencil, text: `${where}，补全后自动保存：${first?.message ?? ""}`, tone: "warn" };
    }
    case "unsaved":
      return { shape: IconPencil, text: "编辑中", tone: "calm" };
    case "saving":
      return { shape: IconCloudUp, text: "保存中…", tone: "calm" };
    case "waiting":
      return {
        shape: IconCloudOff,
        text: `${state.message}（${state.kept ? "结论已存本机" : "请勿关闭本页"}）`,
        tone: "warn",
      };
    case "stale":
      return { shape: IconGitMerge, text: "您在别处另作了结论，需要您决定", tone: "warn" };
    case "other-text":
      return { shape: IconHistory, text: state.message, tone: "warn" };
    case "refused":
      return { shape: IconAlertTriangle, text: `未能保存：${state.message}`, tone: "danger" };
  }
}

export interface VerdictStandingProps {
  state: VerdictState;
  saved: Verdict | undefined;
  saver: VerdictSaver;
  /** fetches the item as it is now */
  onReread: () => void;
}

/** How the verdict stands with the server, and what the reader has to decide about it. */
export function VerdictStanding({ state, saved, saver, onReread }: VerdictStandingProps) {
  const { shape: Shape, text, tone } = lookOf(state);
  return (
    <div className={classes.standing}>
      {saved?.earlier && state.kind !== "other-text" && (
        <p className={classes.earlier}>
          <IconHistory size={15} aria-hidden />
          <span>
            结论针对的是修改前的内容（第{saved.round}次报送，{shortStamp(saved.at)}），请对照改动复核。
          </span>
          <Button size="compact-xs" variant="default" onClick={() => void saver.confirm()}>
            仍按此结论
          </Button>
        </p>
      )}
      <p className={classes.state} data-tone={tone} data-testid="verdict-state" data-kind={state.kind} role="status">
        <Shape size={15} aria-hidden />
        <span>{text}</span>
        {state.kind === "incomplete" && saved && (
          <Button size="compact-xs" variant="subtle" onClick={() => saver.revert()}>
            放弃修改
          </Button>
        )}
        {state.kind === "waiting" && (
          <Button size="compact-xs" variant="subtle" onClick={() => void saver.flush()}>
            重试
          </Button>
        )}
        {state.kind === "other-text" && (
          <>
            <Button size="compact-xs" variant="default" onClick={onReread}>
              看现在的内容
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => void saver.confirm()}>
              按现内容保存
            </Button>
          </>
        )}
        {state.kind === "stale" && (
          <>
            <span>
              另一结论：{VERDICT_TEXT[state.theirs.verdict]}
              {state.theirs.score !== null && `，${state.theirs.score}分`}
              {state.theirs.opinion !== "" && `，“${state.theirs.opinion}”`}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void saver.keepMine()}>
              用本页的结论
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => saver.takeTheirs()}>
              用另一结论
            </Button>
          </>
        )}
      </p>
    </div>
  );
}

import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconCloudUp,
  IconGitMerge,
  IconHourglass,
} from "@tabler/icons-react";
import type { PlaceState } from "#app/data/save-state.ts";
import { usePlaceState } from "#app/data/workspace-context.tsx";
import classes from "#app/ui/place-mark.module.css";
import type { Conflict } from "#core/answer/merge.ts";

/** `quiet` = a shape with its words for those who ask or listen; the others are spelt out. */
const LOOKS: Record<Exclude<PlaceState, "untouched">, { shape: typeof IconCheck; text: string; quiet: boolean }> = {
  saved: { shape: IconCheck, text: "已保存", quiet: true },
  saving: { shape: IconCloudUp, text: "保存中", quiet: true },
  waiting: { shape: IconCloudOff, text: "等待网络", quiet: false },
  decide: { shape: IconGitMerge, text: "需要您决定", quiet: false },
  held: { shape: IconHourglass, text: "待决定后保存", quiet: false },
  refused: { shape: IconAlertTriangle, text: "未能保存", quiet: false },
};

/** Where what stands here has got to: nothing until it is touched. */
export function PlaceMark({ itemKey, path }: { itemKey: string; path: Conflict["path"] }) {
  const state = usePlaceState(itemKey, path);
  if (state === "untouched") return null;
  const { shape: Shape, text, quiet } = LOOKS[state];
  return (
    <span className={classes.mark} data-state={state} title={text}>
      <Shape size={14} aria-hidden />
      <span className={quiet ? classes.hidden : undefined}>{text}</span>
    </span>
  );
}

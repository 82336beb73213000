import { ITEM_STATE_TEXT, ItemStateIcon } from "#app/ui/item-state.tsx";
import classes from "#app/ui/progress-bar.module.css";
import type { ItemProgress, Progress } from "#core/submission/progress.ts";

const ORDER: readonly ItemProgress["state"][] = ["done", "complete", "started", "empty"];

const countOf = (progress: Progress, state: ItemProgress["state"]): number =>
  state === "empty" ? progress.items - progress.done - progress.complete - progress.started : progress[state];

export const progressText = (progress: Progress): string =>
  ORDER.map((state) => `${ITEM_STATE_TEXT[state]}${countOf(progress, state)}项`).join("，");

/** How far the work is: a bar for the eye, and the same in words. */
export function ProgressBar({ progress, legend = true }: { progress: Progress; legend?: boolean }) {
  return (
    <div>
      <div className={classes.bar} role="img" aria-label={progressText(progress)}>
        {ORDER.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: countOf(progress, state) }} />
        ))}
      </div>
      {legend && (
        <ul className={classes.legend} aria-hidden>
          {ORDER.map((state) => (
            <li key={state}>
              <ItemStateIcon state={state} size={15} />
              {ITEM_STATE_TEXT[state]}
              <b>{countOf(progress, state)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

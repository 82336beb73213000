import { useWindowEvent } from "@mantine/hooks";

/** PageUp and PageDown turn pages wherever the focus is, except where they mean something else. */
export function usePageKeys(turn: (direction: 1 | -1) => void): void {
  useWindowEvent("keydown", (event) => {
    if (event.defaultPrevented || (event.key !== "PageDown" && event.key !== "PageUp")) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [role=dialog]")) return;
    event.preventDefault();
    turn(event.key === "PageDown" ? 1 : -1);
  });
}

import type { KeyboardEvent } from "react";

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
};

/** Arrows and Enter go from cell to cell as in a spreadsheet; inside a figure, ← and → move the caret first. */
export function moveByKey(event: KeyboardEvent<HTMLTableElement>): void {
  const input = event.target;
  const step = STEPS[event.key];
  if (!(input instanceof HTMLInputElement) || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.nativeEvent.isComposing || !leaves(event.key, input)) return;
  const [down, right] = event.key === "Enter" && event.shiftKey ? [-1, 0] : step;
  const row = Number(input.dataset.row) + down;
  const column = Number(input.dataset.column) + right;
  const next = event.currentTarget.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`);
  event.preventDefault();
  next?.focus();
  next?.select();
}

/** Whether the caret has no way to go inside the figure. */
function leaves(key: string, { selectionStart, selectionEnd, value }: HTMLInputElement): boolean {
  const all = selectionStart === 0 && selectionEnd === value.length;
  if (key === "ArrowLeft") return all || (selectionStart === 0 && selectionEnd === 0);
  if (key === "ArrowRight") return all || (selectionStart === value.length && selectionEnd === value.length);
  return true;
}

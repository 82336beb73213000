import type { ClipboardEvent } from "react";
import { cleanPaste, cleanPasteLine } from "#core/paste/clean-paste.ts";

/** What is pasted into a text control comes in as clean paragraphs, or as one line where there is only one. */
export function pasteClean(event: ClipboardEvent): void {
  // a table has taken the whole block
  if (event.defaultPrevented) return;
  const control = event.target;
  const long = control instanceof HTMLTextAreaElement;
  if (!long && !(control instanceof HTMLInputElement && control.type === "text")) return;
  const clipboard = {
    html: event.clipboardData.getData("text/html"),
    plain: event.clipboardData.getData("text/plain"),
  };
  const text = long ? cleanPaste(clipboard) : cleanPasteLine(clipboard);
  if (text === "") return;
  event.preventDefault();
  // Word puts a picture of the text beside it: here the text is meant
  event.stopPropagation();
  control.setRangeText(text, control.selectionStart ?? 0, control.selectionEnd ?? control.value.length, "end");
  control.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste", data: text }));
}

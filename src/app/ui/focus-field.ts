/** The element id that a field's control carries. */
export const fieldElementId = (fieldKey: string): string => `field-${fieldKey}`;
export const NARRATIVE_ELEMENT_ID = "field-narrative";

/** Brings a field into view and puts the cursor there, once the form is on the page. */
export function focusField(fieldKey: string): void {
  requestAnimationFrame(() => {
    const target = document.getElementById(fieldElementId(fieldKey)) ?? document.getElementById(NARRATIVE_ELEMENT_ID);
    const control = target?.matches("input,textarea,button,[contenteditable]")
      ? target
      : target?.querySelector<HTMLElement>("input,textarea,button,[contenteditable='true']");
    target?.scrollIntoView({ block: "center" });
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  });
}

/** The element id that a field's control carries. */
export const fieldElementId = (fieldKey: string): string => `field-${fieldKey}`;
export const NARRATIVE_ELEMENT_ID = "field-narrative";

/** Brings a field into view and puts the cursor there, once the form is on the page. */
export const focusField = (fieldKey: string): void => focusElement(fieldElementId(fieldKey));

/** The same for a control's element id, as it stands in an address. */
export function focusElement(id: string): void {
  requestAnimationFrame(() => {
    const target = document.getElementById(id) ?? document.getElementById(NARRATIVE_ELEMENT_ID);
    const control = target?.matches("input,textarea,button,[contenteditable]")
      ? target
      : target?.querySelector<HTMLElement>("input,textarea,button,[contenteditable='true']");
    target?.scrollIntoView({ block: "center" });
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  });
}

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A page of the workbench has about two hundred stops; more means a trap. */
const MOST_STOPS = 400;

/** Counts what a mouse or a finger does from now on, on every page of the context: it must stay at nothing. */
export async function watchPointer(page: Page): Promise<() => Promise<void>> {
  const pointed: string[] = [];
  await page.exposeFunction("__pointed", (what: string) => void pointed.push(what));
  await page.addInitScript(() => {
    for (const type of ["pointerdown", "mousedown", "touchstart", "wheel"])
      addEventListener(type, () => Reflect.get(window, "__pointed")(type), { capture: true, passive: true });
  });
  return async () => expect(pointed).toEqual([]);
}

const isFocused = (target: Locator): Promise<boolean> =>
  target
    .first()
    .evaluate((element) => element === document.activeElement)
    .catch(() => false);

/** Something to see where the focus is: an outline, a ring, a caret in a field. */
const focusShows = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    // with less motion asked for a change of style still takes a frame; what is seen is what stands after it
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const element = document.activeElement;
    if (!element || element === document.body || element.id === "main") return undefined;
    if (element.matches("input:not([type=checkbox],[type=radio],[type=file]), textarea, [contenteditable=true]"))
      return undefined;
    // a drawn box or dot shows the focus of the field that lies in it unseen, and a label that of its field
    const shown = [element, element.parentElement, element.nextElementSibling].some((each) => {
      if (!each) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    });
    return shown ? undefined : `${element.tagName} ${element.className} ${(element.textContent ?? "").slice(0, 30)}`;
  });

/** Presses Tab until the element has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  const unseen = new Set<string>();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isFocused(target)) {
      expect([...unseen]).toEqual([]);
      return;
    }
    await page.keyboard.press("Tab");
    const hidden = await focusShows(page);
    if (hidden !== undefined) unseen.add(hidden);
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Goes there by Tab and presses Enter. */
export async function enterOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Replaces what a field holds. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** Where the focus stands: never nowhere after a page was left. */
export const focusedElement = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName.toLowerCase() || "nothing");

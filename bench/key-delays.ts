import type { Page } from "playwright-core";

export const SLOWDOWN = 4;
/** Bursts and pauses as of a person: saving and checking fall between the keys as they do in use. */
const PAUSES_MS = [60, 90, 140, 80, 110, 70, 260, 90, 120, 800];
const REST_MS = 1000;

/** Presses keys on the slowed page as a person would; from each key to the picture with what it did, in milliseconds. */
export async function pressKeys(page: Page, count: number, textOf: (at: number) => string): Promise<number[]> {
  const press = async (client: Client, at: number): Promise<void> => {
    const text = textOf(at);
    await client.send("Input.dispatchKeyEvent", { type: "keyDown", key: text, text });
    await client.send("Input.dispatchKeyEvent", { type: "keyUp", key: text });
  };
  return watched(page, count, press);
}

/** Nothing but text that can be written in: what the browser and the machine take for themselves. */
export async function pressOnBarePage(page: Page, count: number, textOf: (at: number) => string): Promise<number[]> {
  await page.setContent('<div contenteditable style="width: 716px; min-height: 200px">全区坚持教育优先发展</div>');
  await page.locator("div").click();
  return pressKeys(page, count, textOf);
}

/** The same for keys that write nothing, such as Alt+ArrowDown. */
export async function pressCommands(page: Page, count: number, keyOf: (at: number) => CommandKey): Promise<number[]> {
  const press = async (client: Client, at: number): Promise<void> => {
    const { key, code, alt } = keyOf(at);
    const common = { key, windowsVirtualKeyCode: code, modifiers: alt ? 1 : 0 };
    await client.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...common });
    await client.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
  };
  return watched(page, count, press);
}

interface CommandKey {
  key: string;
  /** of the key on a keyboard, as browsers number them */
  code: number;
  alt?: boolean;
}

type Client = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;

async function watched(
  page: Page,
  count: number,
  press: (client: Client, at: number) => Promise<void>,
): Promise<number[]> {
  // what was pressed to get there is drawn first
  await page.waitForTimeout(REST_MS);
  await page.evaluate(watchKeys);
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  for (let at = 0; at < count; at += 1) {
    await press(client, at);
    await page.waitForTimeout(PAUSES_MS[at % PAUSES_MS.length] ?? 0);
  }
  await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await client.detach();
  const delays = await page.evaluate(() => window.keyDelays);
  if (delays.length !== count) throw new Error(`${count} keys gave ${delays.length} pictures`);
  return delays;
}

declare global {
  interface Window {
    keyDelays: number[];
    keysWatched?: boolean;
  }
}

/**
 * Runs in the page. A task posted in the frame's callback runs once that frame is drawn; of the highest priority, so
 * that work which had been put off until after the frame is not counted.
 */
function watchKeys(): void {
  window.keyDelays = [];
  if (window.keysWatched) return;
  window.keysWatched = true;
  const open: number[] = [];
  const drawn = () => {
    const now = performance.now();
    window.keyDelays.push(...open.splice(0).map((pressed) => now - pressed));
  };
  const frame = () => void window.scheduler.postTask(drawn, { priority: "user-blocking" });
  const pressed = ({ timeStamp }: KeyboardEvent) => {
    open.push(timeStamp);
    if (open.length === 1) requestAnimationFrame(frame);
  };
  window.addEventListener("keydown", pressed, { capture: true });
}

import { ensureBuilt } from "#scripts/lib/build.js";
import { CHROMIUM_ADVICE, findChromium } from "#scripts/lib/find-chromium.js";

/** Before the first journey: the app is built and there is a browser. */
export async function setup(): Promise<void> {
  const built = await ensureBuilt();
  if (!built.ok) throw new Error(built.output);
  const chromium = await findChromium();
  if (!chromium) throw new Error(CHROMIUM_ADVICE);
  process.env.CHROME_PATH = chromium;
}

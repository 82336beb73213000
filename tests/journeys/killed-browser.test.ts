import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

/** A browser of its own with a profile on the disk, which can be ended like a machine that loses its power. */
interface OwnBrowser {
  page: Page;
  kill: () => Promise<void>;
}

async function openBrowser(profile: string): Promise<OwnBrowser> {
  const child = spawn(
    process.env.CHROME_PATH ?? "chromium",
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--window-size=1440,900",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    // a group of its own: the browser is several processes, and all of them end at once
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const browser: Browser = await chromium.connectOverCDP(await debuggingAddress(child));
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error("the browser opened no page");
  return {
    page,
    kill: async () => {
      const ended = once(child, "exit");
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  let printed = "";
  for await (const chunk of child.stderr ?? []) {
    printed += chunk;
    const [, address] = /DevTools listening on (ws:\S+)/.exec(printed) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`the browser did not start:\n${printed}`);
}

/** A killed browser may have lost its session with the rest of what it had not written. */
async function enter(page: Page, origin: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in`);
  await signIn(page, "tonggao");
}

const text = async (page: Page): Promise<string> => (await page.locator(".cm-content").textContent()) ?? "";
const count = (all: string, mark: string): number => all.split(mark).length - 1;

journey(
  "a browser that is killed in the middle of typing loses nothing that it said was kept",
  async ({ server }) => {
    const profile = await mkdtemp(join(tmpdir(), "ziping-profile-"));
    let own = await openBrowser(profile);
    try {
      await enter(own.page, server.origin);
      await own.page.getByRole("link", { name: "继续填报" }).first().click();
      await own.page.getByRole("button", { name: /以党的领导统领/ }).click();
      const address = own.page.url().replace(/[^/]*$/, "party-leadership");
      for (const mark of ["甲", "乙", "丙"]) {
        await own.page.goto(address);
        await own.page.locator(".cm-content").click();
        await own.page.keyboard.press("Control+End");
        // the server is out of reach: this machine's store is all there is
        await own.page.route("**/api/submissions/*/answers/*", (route) => route.abort("internetdisconnected"));
        for (let typed = 0; typed < 20; typed += 1) await own.page.keyboard.type(mark, { delay: 20 });
        await own.page.getByText("等待网络，内容已存本机").waitFor();
        const kept = count(await text(own.page), mark);
        expect(kept).toBe(20);
        const typing = own.page.keyboard.type(mark.repeat(40), { delay: 15 }).catch(() => undefined);
        await own.page.waitForFunction(
          (wanted) => (document.querySelector(".cm-content")?.textContent ?? "").includes(wanted),
          mark.repeat(30),
        );
        await own.kill();
        await typing;

        own = await openBrowser(profile);
        await enter(own.page, server.origin);
        await own.page.goto(address);
        await own.page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();
        const after = count(await text(own.page), mark);
        expect(after).toBeGreaterThanOrEqual(kept);
        // of what was typed in the last instant at most the window between key and store is gone: see DECISIONS
        expect(after).toBeGreaterThanOrEqual(kept + 5);
      }
      await expectAccessible(own.page);
    } finally {
      await own.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  240_000,
);

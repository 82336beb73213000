import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { freePort } from "#mocks/free-port.ts";
import { CHROMIUM_ARGS } from "#scripts/lib/find-chromium.js";
import { copySample } from "./sample-folder.ts";
import { newDataFolder, removeDataFolder, startServer } from "./server-process.ts";
import { openVisit, type Screen, type Visit } from "./visit.ts";

/**
 * A journey has the real server over a data folder, and visits to it. It fails on every fault that a visit saw and did
 * not declare, and when the server does not end cleanly.
 *
 *     journey("…", async ({ server, visit }) => {
 *       const { page } = await visit("desktop");
 *       await page.goto("/");
 *     });
 */
const journeyIn = (fill: (dataFolder: string) => Promise<void>) =>
  test
    .extend("browser", { scope: "worker" }, async ({}, { onCleanup }) => {
      const browser = await chromium.launch({
        executablePath: process.env.CHROME_PATH,
        args: [
          ...CHROMIUM_ARGS,
          // the product is at home without internet: no other host exists
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
      });
      onCleanup(() => browser.close());
      return browser;
    })
    .extend("server", async ({}, { onCleanup }) => {
      const dataFolder = await newDataFolder();
      await fill(dataFolder);
      const starting = startServer({ dataFolder, port: await freePort() });
      onCleanup(async () => {
        try {
          const server = await starting;
          expect(await server.stop(), server.output()).toBe(0);
        } finally {
          await removeDataFolder(dataFolder);
        }
      });
      return starting;
    })
    .extend("visit", async ({ browser, server }, { onCleanup }) => {
      const visits: Visit[] = [];
      onCleanup(async () => {
        await Promise.all(visits.map((visit) => visit.close()));
        expect(visits.flatMap((visit) => visit.undeclared())).toEqual([]);
      });
      return async (screen: Screen): Promise<Visit> => {
        const visit = await openVisit(browser, server.origin, screen);
        visits.push(visit);
        return visit;
      };
    });

/** In an installation that has the sample's organisations, accounts and year. */
export const journey = journeyIn(copySample);

/** In an installation that nobody has opened yet. */
export const firstJourney = journeyIn(async () => undefined);

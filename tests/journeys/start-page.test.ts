import { expect } from "vitest";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney } from "./harness.ts";
import type { Screen } from "./visit.ts";

firstJourney.for<Screen>(["desktop", "phone"])(
  "an empty installation greets its first visitor on a %s",
  async (screen, { visit }) => {
    const { page, screenshot } = await visit(screen);
    await page.goto("/");
    await page.getByRole("heading").first().waitFor();
    expect(await page.title()).toContain("自评通");
    await expectAccessible(page);
    await screenshot("start-page");
  },
);

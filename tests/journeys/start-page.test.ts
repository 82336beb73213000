import { expect } from "vitest";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

journey.for<Screen>(["desktop", "phone"])(
  "an empty installation greets its first visitor on a %s",
  async (screen, { visit }) => {
    const { page, expectFault, screenshot } = await visit(screen);
    expectFault(/401 .*\/api\/me$/);
    await page.goto("/");
    await page.getByRole("heading").first().waitFor();
    expect(await page.title()).toContain("自评通");
    await expectAccessible(page);
    await screenshot("start-page");
  },
);

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { listSubmissions } from "#core/api/submission-list.ts";
import { ask, openYear } from "./district-round.ts";
import { signIn, signOut } from "./enter.ts";
import { journey } from "./harness.ts";
import { SCREENS, type Visit } from "./visit.ts";

/** CSS pixels of a 1440 window at 200 %, and the width that WCAG 2.2 asks for (1.4.10). */
const NARROW = [
  { width: 720, height: 450 },
  { width: 320, height: 640 },
];

/** What sticks out at the right and cannot be reached: only tables and the like may scroll in a box of their own. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const inBox = (element: Element | null): boolean =>
      element !== null && element.id !== "main" && (scrolls(element) || inBox(element.parentElement));
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || box.right <= innerWidth + 1 || box.left < -500) return false;
      return (
        !element.closest("svg, [aria-hidden='true']") && !inBox(element.parentElement) && element.checkVisibility()
      );
    });
    const described = wide.map((element) => {
      const { right } = element.getBoundingClientRect();
      const words = (element.textContent ?? "").trim().slice(0, 30);
      return `${element.tagName.toLowerCase()}.${element.className} to ${Math.round(right)}: ${words}`;
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...described] : described;
  });

async function expectReflow({ page, screenshot }: Visit, paths: readonly string[], name: string): Promise<void> {
  const found: string[] = [];
  for (const [index, path] of paths.entries()) {
    await page.setViewportSize(SCREENS.desktop);
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.emulateMedia({ forcedColors: "active" });
    await screenshot(`contrast-${name}-${index}`);
    await page.emulateMedia({ forcedColors: "none" });
    for (const size of NARROW) {
      await page.setViewportSize(size);
      await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
      found.push(...(await stickingOut(page)).map((what) => `${path} at ${size.width}: ${what}`));
    }
  }
  await page.setViewportSize(SCREENS.desktop);
  expect(found).toEqual([]);
}

journey(
  "at 200 % and in 320 pixels no page has to be scrolled sideways",
  async ({ visit }) => {
    const editor = await visit("desktop");
    const { page } = editor;
    await signIn(page, "tonggao");
    const [summary] = await ask(page, listSubmissions);
    const year = `/submissions/${summary?.id}`;
    await page.getByRole("link", { name: "继续填报" }).first().click();
    await page.waitForURL(/\/items\//);
    const item = new URL(page.url()).pathname;
    const district = [
      "/",
      "/new",
      "/packages",
      item,
      ...["report", "evidence", "collation", "gate"].map((path) => `${year}/${path}`),
    ];
    await expectReflow(editor, district, "district");
    await page.goto("/");
    await signOut(page);
    await expectReflow(editor, ["/sign-in"], "door");

    const city = await visit("desktop");
    await signIn(city.page, "dudao");
    const cycle = `/cycles/${await openYear(city.page, 2022)}`;
    const pages = ["", "/overview", "/duties", "/settings", "/problems"].map((path) => `${cycle}${path}`);
    await expectReflow(city, ["/", "/cycles", "/cycles/new", "/reviews", "/builder", ...pages], "city");

    const administrator = await visit("desktop");
    await signIn(administrator.page, "guanli");
    await expectReflow(administrator, ["/", "/accounts", "/audit"], "administrator");

    await administrator.page.evaluate(() => {
      const wide = document.getElementById("main")?.appendChild(document.createElement("p"));
      wide?.style.setProperty("min-width", "1800px");
      wide?.append("a planted one");
    });
    expect(await stickingOut(administrator.page)).toEqual([expect.stringContaining("a planted one")]);
  },
  400_000,
);

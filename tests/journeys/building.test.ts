import type { Page } from "playwright-core";
import { expect } from "vitest";
import { draftState, getDraft } from "#core/api/builder.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Item, Template } from "#core/template/schema.ts";
import { readTemplate } from "#tests/templates/read-content.ts";
import { checklistEditor } from "./checklist-editor.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const before = readTemplate("2022");
const wanted = readTemplate("2024");
const itemsOf = ({ sections }: Template): Item[] => sections.flatMap(({ items }) => items);

const shared = (one: Item, other: Item): number =>
  one.fields.filter(({ key }) => other.fields.some((field) => field.key === key)).length +
  one.evidence.filter(({ title }) => other.evidence.some((slot) => slot.title === title)).length;

/** The item that takes most of what an old one asked for; undefined = nobody asks for it any more. */
const heirOf = (old: Item): string | undefined =>
  itemsOf(wanted)
    .filter((item) => shared(old, item) > 0)
    .toSorted((one, other) => shared(old, other) - shared(old, one))[0]?.key;

/** The old items that go into a new one; the one that keeps its key first. */
const sourcesOf = (item: Item): string[] => {
  const keys = itemsOf(before)
    .filter((old) => heirOf(old) === item.key)
    .map(({ key }) => key);
  return keys.includes(item.key) ? [item.key, ...keys.filter((key) => key !== item.key)] : keys;
};

async function draftNow(page: Page): Promise<Draft> {
  const id = /\/builder\/([^/?#]+)/.exec(page.url())?.[1] ?? "";
  const path = getDraft.path.replace(":draftId", id);
  return draftState.parse(await page.evaluate(async (asked) => (await fetch(asked)).json(), path)).draft;
}

const asked = ({ heading, guidance, basis, lead, support, fields, evidence, rules, narrative, draftFrom }: Item) => ({
  heading,
  guidance,
  basis: basis.map(({ ref: _, ...rest }) => rest).toSorted((one, other) => (one.text < other.text ? -1 : 1)),
  lead,
  support: support.toSorted(),
  fields,
  evidence: evidence.map(({ key: _, ...rest }) => rest),
  rules: rules.map(({ key: _, ...rest }) => rest),
  narrative,
  draftFrom,
});

journey(
  "next year's checklist is made from the last one by merging, moving, renaming and typing: 2024 from 2022",
  { timeout: 900_000 },
  async ({ visit }) => {
    const { page, screenshot } = await visit("desktop");
    await signIn(page, "dudao");
    await page.getByRole("link", { name: "清单编制" }).click();
    const version = page.getByRole("row").filter({ hasText: "2022（2022年）" }).first();
    await version.getByRole("button", { name: "以此为底稿" }).click();
    await page.getByRole("textbox", { name: "版本" }).fill("2024.1");
    await page.getByRole("textbox", { name: "年度" }).fill("2024");
    await page.getByLabel("清单名称").fill(wanted.title);
    await page.getByRole("button", { name: "开始编制" }).click();
    await page.getByRole("tree", { name: "清单结构" }).waitFor();
    const editor = checklistEditor(page);

    // sections: those that stay are renamed, the rest goes with what nobody asks for any more
    for (const [index, section] of before.sections.entries()) {
      const heading = wanted.sections[index]?.heading;
      if (heading === undefined) continue;
      await editor.open({ kind: "section", key: section.key });
      await page.getByLabel("章节标题").fill(heading);
    }

    for (const [at, item] of itemsOf(wanted).entries()) {
      const [first = "", ...more] = sourcesOf(item);
      const elsewhere = itemsOf(before).filter((old) => !sourcesOf(item).includes(old.key));
      if (more.length > 0) await editor.merge([first, ...more]);
      await editor.open({ kind: "item", key: first });
      if (first !== item.key) await editor.rename("条目键", first, item.key);
      for (const { fields } of elsewhere)
        for (const { key } of fields)
          if (item.fields.some((field) => field.key === key))
            await editor.fetchField(key, await draftNow(page), item.key);
      await editor.saved();
      const now = itemsOf((await draftNow(page)).template).find(({ key }) => key === item.key);
      if (!now) throw new Error(`no ${item.key}`);
      if (at === 0) {
        await expectAccessible(page);
        await screenshot("building-merged");
      }
      await editor.content(now, item);
    }
    for (const { key } of itemsOf((await draftNow(page)).template))
      if (!itemsOf(wanted).some((item) => item.key === key)) await editor.remove({ kind: "item", key });
    await editor.place(wanted, (await draftNow(page)).template);
    for (const { key } of before.sections.slice(wanted.sections.length)) await editor.remove({ kind: "section", key });

    await editor.saved();
    const { template } = await draftNow(page);
    expect(template.sections.map(({ heading }) => heading)).toEqual(wanted.sections.map(({ heading }) => heading));
    expect(template.sections.map(({ items }) => items.map(({ key }) => key))).toEqual(
      wanted.sections.map(({ items }) => items.map(({ key }) => key)),
    );
    expect(itemsOf(template).map(asked)).toEqual(itemsOf(wanted).map(asked));
    await page.getByText(/错误0处/).waitFor();
    await page.getByRole("link", { name: "检查并发布" }).click();
    await page.getByRole("heading", { name: /与2022版相比：/ }).waitFor();
    await screenshot("building-publish");
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await page.getByText(/（版本2024\.1）已发布，内容从此不变/).waitFor();
  },
);

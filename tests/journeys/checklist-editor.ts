import type { Page } from "playwright-core";
import { expect } from "vitest";
import { propertyId } from "#app/features/builder/property-id.ts";
import { rowId } from "#app/features/builder/tree-rows.ts";
import type { Draft } from "#core/builder/draft.ts";
import { type Address, addressPath } from "#core/builder/edit.ts";
import { ownerOf } from "#core/builder/nodes.ts";
import type { Field } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";
import type { EvidenceSlot, Item, Rule, Template } from "#core/template/schema.ts";

type Values = Readonly<Record<string, unknown>>;

/** What somebody does at the screen of the form builder, who has next year's checklist on paper beside it. */
export function checklistEditor(page: Page) {
  const tree = page.getByRole("tree", { name: "清单结构" });
  const row = (id: string) => tree.locator(`[data-row="${id}"]`);
  const control = (at: Address, name: string) => page.locator(`[id="${propertyId(at, name)}"]`);
  const card = (at: Address) => page.locator(`button[id="at-${addressPath(at)}"]`);
  /** Counted among its like. */
  const placeOf = (at: Address): Promise<number> =>
    card(at).evaluate((line) =>
      [...(line.closest("section")?.querySelectorAll("button[id^=at-][aria-expanded]") ?? [])].indexOf(line),
    );
  const add = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).first().fill(text);
    await page.getByLabel(label, { exact: true }).first().press("Enter");
  };

  const type = async (at: Address, name: string, value: unknown): Promise<void> => {
    const place = control(at, name);
    const text = value === undefined ? "" : String(value);
    const kind = await place.evaluate((element) =>
      element instanceof HTMLInputElement ? element.type : element.tagName,
    );
    if (kind === "checkbox") await place.setChecked(value === true);
    else if (kind === "SELECT") await place.selectOption(text);
    else await place.fill(text);
  };
  /** Types what is another one now. */
  const change = async (at: Address, now: object, wanted: object, names: readonly string[]): Promise<void> => {
    const [was, is]: Values[] = [{ ...now }, { ...wanted }];
    for (const name of names) if (was?.[name] !== is?.[name]) await type(at, name, is?.[name]);
  };

  const self = {
    open: async (at: Address): Promise<void> => {
      await row(rowId(at)).click();
    },
    /** The others go into the first. */
    merge: async (keys: readonly string[]): Promise<void> => {
      const [into = "", ...others] = keys;
      const [first = "", ...more] = [...others, into];
      await row(`item:${first}`).click();
      for (const key of more) await row(`item:${key}`).click({ modifiers: ["ControlOrMeta"] });
      await page.keyboard.press("Control+m");
      for (const key of others) await row(`item:${key}`).waitFor({ state: "detached" });
    },
    remove: async (at: Address): Promise<void> => {
      await self.open(at);
      await page.keyboard.press("Delete");
      await row(rowId(at)).waitFor({ state: "detached" });
    },
    /** Drags a line before or behind another one. */
    drag: async (from: Address, to: Address): Promise<void> => {
      await row(rowId(from)).dragTo(row(rowId(to)));
    },
    rename: async (label: string, from: string, to: string): Promise<void> => {
      const line = (key: string) =>
        page.locator("p").filter({ hasText: label, has: page.getByText(key, { exact: true }) });
      await line(from).getByRole("button", { name: "更改" }).click();
      const input = page.getByLabel(label, { exact: true });
      await input.fill(to);
      await input.press("Enter");
      await line(to).waitFor();
    },
    type,
    change,
    item: async (now: Item, wanted: Item): Promise<void> => {
      const at: Address = { kind: "item", key: now.key };
      await change(at, now, wanted, ["heading", "guidance", "lead", "narrative", "draftFrom"]);
      await self.support(now, wanted);
    },
    support: async (now: Item, wanted: Item): Promise<void> => {
      if (now.support.join() === wanted.support.join()) return;
      await page.locator("summary").filter({ hasText: "配合单位" }).click();
      const boxes = page.getByRole("group", { name: "配合单位" }).getByRole("checkbox");
      const units = await boxes.evaluateAll((all) => all.map((box) => box.getAttribute("value") ?? ""));
      for (const [index, unit] of units.entries()) await boxes.nth(index).setChecked(wanted.support.includes(unit));
    },
    removeNode: async (at: Address): Promise<void> => {
      const line = page
        .locator("[data-open]")
        .filter({ has: card(at) })
        .last();
      await line.getByRole("button", { name: /^删除/ }).first().click();
      await card(at).waitFor({ state: "detached" });
    },
    /** Up or down by the keyboard, on the line itself. */
    moveNode: async (at: Address, steps: number): Promise<void> => {
      const step = Math.sign(steps);
      for (let place = await placeOf(at), to = place + steps; place !== to; place += step) {
        await card(at).press(step < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown");
        await expect.poll(() => placeOf(at), { interval: 10, timeout: 20_000 }).toBe(place + step);
      }
    },
    unfold: async (at: Address): Promise<void> => {
      if ((await card(at).getAttribute("aria-expanded")) !== "true") await card(at).click();
    },
    field: async (wanted: Field): Promise<void> => {
      await page.getByLabel("新数据项的类型").selectOption(wanted.type);
      await add("添加数据项", wanted.label);
      const last = page
        .getByRole("region", { name: /^数据项/ })
        .locator("button[id^=at-][aria-expanded]")
        .last();
      await last.filter({ hasText: TYPE_TEXT[wanted.type] }).waitFor();
      const key = ((await last.getAttribute("id")) ?? "").replace(/^at-/, "");
      if (key !== wanted.key) await self.rename("数据项名称（规则和正文引用它）", key, wanted.key);
      const at: Address = { kind: "field", key: wanted.key };
      const own = wanted.type === "number" ? ["unit", "precision", "min", "max", "prior", "indicator"] : [];
      await change(at, { required: true, precision: 0, unit: "" }, wanted, [
        "hint",
        "group",
        "period",
        "carry",
        "required",
        ...own,
      ]);
    },
    slot: async (item: Item, wanted: EvidenceSlot): Promise<string> => {
      await add("添加材料", wanted.title);
      const line = page
        .getByRole("region", { name: /^佐证材料/ })
        .locator("button[id^=at-][aria-expanded]")
        .last();
      await line.filter({ hasText: wanted.title }).click();
      const key = ((await line.getAttribute("id")) ?? "").split("/").at(-1) ?? "";
      const at: Address = { kind: "slot", item: item.key, key };
      await change(at, { required: item.evidence.length === 0 }, wanted, ["hint"]);
      await type(at, "required", wanted.required);
      return key;
    },
    rule: async (item: Item, wanted: Rule): Promise<string> => {
      await page.getByRole("button", { name: "添加规则" }).click();
      const line = page
        .getByRole("region", { name: /^校验规则/ })
        .locator("button[id^=at-][aria-expanded]")
        .last();
      const key = ((await line.getAttribute("id")) ?? "").split("/").at(-1) ?? "";
      const at: Address = { kind: "rule", item: item.key, key };
      await page.getByLabel("规则类型").last().selectOption("own");
      for (const [name, label] of [
        ["expect", "应当满足"],
        ["when", "只在此条件下校验（可不填）"],
      ] as const)
        if (wanted[name] !== undefined) {
          const box = page.getByRole("textbox", { name: label }).last();
          await box.fill(wanted[name]);
          await box.press("Escape");
        }
      const fresh = { severity: "warning", standing: "unverified" };
      await change(at, fresh, wanted, ["field", "message", "severity", "standing", "from", "to", "ref"]);
      return key;
    },
    basis: async (now: Item, wanted: Item): Promise<void> => {
      const isWanted = (text: string): boolean => wanted.basis.some((basis) => basis.text === text);
      for (const [index, { text }] of [...now.basis.entries()].toReversed())
        if (!isWanted(text)) await page.getByRole("button", { name: `删除依据${index + 1}`, exact: true }).click();
      const kept = now.basis.filter(({ text }) => isWanted(text));
      for (const basis of wanted.basis) {
        if (kept.some(({ text }) => text === basis.text)) continue;
        await add("添加依据", basis.text);
        kept.push(basis);
        const name = `依据${kept.length}`;
        await page.getByLabel(`${name}的可靠程度`).selectOption(basis.standing);
        if (basis.documentNumber) await page.getByLabel(`${name}的文号`).fill(basis.documentNumber);
      }
    },
    /** Everything inside an item: what is not wanted goes, what differs is typed, what lacks is added, then the order. */
    content: async (now: Item, wanted: Item): Promise<void> => {
      await self.item(now, wanted);
      await self.basis(now, wanted);
      await self.fields(now, wanted);
      await self.rules(now, wanted);
      await self.slots(now, wanted);
    },
    /** A single field out of another item. */
    fetchField: async (key: string, { template }: Draft, into: string): Promise<void> => {
      const owner = ownerOf(template, key)?.key ?? "";
      await self.open({ kind: "item", key: owner });
      const at: Address = { kind: "field", key };
      await self.unfold(at);
      await page
        .locator("[data-open]")
        .filter({ has: card(at) })
        .last()
        .getByLabel("所在条目")
        .selectOption(into);
      await self.open({ kind: "item", key: into });
      await card(at).waitFor();
    },
    fields: async (now: Item, wanted: Item): Promise<void> => {
      const at = (key: string): Address => ({ kind: "field", key });
      const gone = now.fields.filter(({ key }) => !wanted.fields.some((field) => field.key === key));
      for (const { key } of gone) await self.removeNode(at(key));
      const order = now.fields.filter((field) => !gone.includes(field)).map(({ key }) => key);
      for (const field of wanted.fields) {
        const was = now.fields.find(({ key }) => key === field.key);
        if (!was) {
          await self.field(field);
          order.push(field.key);
        } else if (was.group !== field.group) {
          await self.unfold(at(field.key));
          await change(at(field.key), was, field, ["group"]);
        }
      }
      await self.order(
        order,
        wanted.fields.map(({ key }) => key),
        at,
      );
    },
    slots: async (now: Item, wanted: Item): Promise<void> => {
      const at = (key: string): Address => ({ kind: "slot", item: now.key, key });
      const keep = ({ title }: EvidenceSlot): boolean => wanted.evidence.some((slot) => slot.title === title);
      for (const slot of now.evidence) if (!keep(slot)) await self.removeNode(at(slot.key));
      const order = now.evidence.filter(keep).map(({ key, title }) => ({ key, title }));
      for (const slot of wanted.evidence)
        if (!order.some(({ title }) => title === slot.title))
          order.push({ key: await self.slot(now, slot), title: slot.title });
      await self.orderBy(
        order,
        wanted.evidence.map(({ title }) => title),
        ({ title }) => title,
        at,
      );
    },
    rules: async (now: Item, wanted: Item): Promise<void> => {
      const at = (key: string): Address => ({ kind: "rule", item: now.key, key });
      const name = ({ message, expect }: Rule): string => `${message} ${expect}`;
      const keep = (each: Rule): boolean => wanted.rules.some((rule) => name(rule) === name(each));
      for (const rule of now.rules) if (!keep(rule)) await self.removeNode(at(rule.key));
      const order = now.rules.filter(keep).map((rule) => ({ key: rule.key, name: name(rule) }));
      for (const rule of wanted.rules)
        if (!order.some((each) => each.name === name(rule)))
          order.push({ key: await self.rule(now, rule), name: name(rule) });
      await self.orderBy(order, wanted.rules.map(name), (each) => each.name, at);
    },
    order: (now: readonly string[], wanted: readonly string[], at: (key: string) => Address): Promise<void> =>
      self.orderBy(
        now.map((key) => ({ key })),
        wanted,
        ({ key }) => key,
        at,
      ),
    orderBy: async <Node extends { key: string }>(
      now: readonly Node[],
      wanted: readonly string[],
      name: (node: Node) => string,
      at: (key: string) => Address,
    ): Promise<void> => {
      const order = [...now];
      for (const [place, each] of wanted.entries()) {
        const from = order.findIndex((node) => name(node) === each);
        const [node] = from === place ? [] : order.splice(from, 1);
        if (!node) continue;
        await self.moveNode(at(node.key), place - from);
        order.splice(place, 0, node);
      }
    },
    /** Items into the sections where they belong: cut and pasted there one by one. */
    place: async (wanted: Template, now: Template): Promise<void> => {
      for (const [index, section] of wanted.sections.entries())
        for (const { key } of section.items) {
          const into = now.sections[index]?.key ?? "";
          await self.open({ kind: "item", key });
          await page.keyboard.press("Control+x");
          await row(rowId({ kind: "item", key })).waitFor({ state: "detached" });
          await self.open({ kind: "section", key: into });
          await page.keyboard.press("Control+v");
          await row(rowId({ kind: "item", key })).waitFor();
        }
    },
    saved: async (): Promise<void> => {
      await page.getByText(/^已保存/).waitFor();
    },
  };
  return self;
}

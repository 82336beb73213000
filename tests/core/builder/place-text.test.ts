import { describe, expect, it } from "vitest";
import { addressOf } from "#core/builder/apply.ts";
import { draftFrom, draftItem, draftRule, draftSlot, draftTemplate } from "#core/builder/draft.ts";
import type { Address } from "#core/builder/edit.ts";
import { addressText } from "#core/builder/place-text.ts";
import { propertyText } from "#core/builder/property-text.ts";
import { setProperties } from "#core/builder/set.ts";
import { aim, field } from "#core/field/definition.ts";
import { allNodes } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const draft = draftFrom(smallTemplate, { version: "2030", year: 2030, title: "清单" }, []);
const { template } = draft;

describe("places in words", () => {
  it("name every node of a checklist by what people call it", () => {
    const nodes = allNodes(draft).map(({ node, into }) => addressOf(node, into));
    expect(nodes.length).toBeGreaterThan(15);
    for (const at of nodes) expect(addressText([template], at), JSON.stringify(at)).toMatch(/\p{Script=Han}/u);
    const pay: Address = { kind: "field", key: "教师平均工资" };
    expect(addressText([template], pay)).toMatch(/^\d+\..+ › 数据项“.+”$/);
  });

  it("fall back on an older draft for what is gone", () => {
    const at: Address = { kind: "item", key: "pay" };
    const without = {
      ...template,
      sections: template.sections.map((section) => ({
        ...section,
        items: section.items.filter(({ key }) => key !== "pay"),
      })),
    };
    expect(addressText([without, template], at)).toMatch(/教师/);
    expect(addressText([without], at)).toBe("条目“pay”");
  });

  it("have a word for every property that can be refused", () => {
    const shapes = [draftTemplate, draftItem, draftSlot, draftRule, aim, ...field.options].flatMap(({ shape }) =>
      Object.keys(shape),
    );
    const structure = ["$schema", "format", "id", "units", "cover", "opening", "parts", "sections"];
    const inside = ["fields", "evidence", "rules"];
    const open = shapes.filter((name) => ![...structure, ...inside].includes(name) && propertyText(name) === name);
    expect(open).toEqual([]);
  });

  it("stand before what is wrong with a value", () => {
    const refused = setProperties(template, { kind: "field", key: "教师平均工资" }, { precision: 99 });
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^小数位数：/) } });
  });
});

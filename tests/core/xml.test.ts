import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeOf, attributesOf, localName, readXml } from "#core/xml/events.ts";

/** The events as one line each; what is read stands at the places that are told. */
function eventsOf(source: string): { events: string[]; fault: ReturnType<typeof readXml> } {
  const events: string[] = [];
  const fault = readXml(source, {
    open: (name, attributes, start, end) => {
      expect(source.slice(start, start + name.length + 1)).toBe(`<${name}`);
      expect(source[end - 1]).toBe(">");
      events.push(`<${name}${[...attributesOf(attributes)].map(([key, value]) => ` ${key}=${value}`).join("")}`);
    },
    close: (name, start, end) => {
      expect(["", `</${name}`]).toContain(source.slice(start, end).replace(/\s*>$/, ""));
      events.push(`>${name}`);
    },
    text: (text) => events.push(text),
  });
  return { events, fault };
}

const nothing = { open: () => undefined, close: () => undefined, text: () => undefined };
const faultOf = (source: string) => readXml(source, nothing);

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
const name = fc.stringMatching(/^[a-z]{1,4}(:[a-z]{1,4})?$/);
const text = fc
  .string({ unit: "binary", maxLength: 12 })
  .filter((each) => each !== "" && !/[\ud800-\udfff]/u.test(each));
interface Node {
  name: string;
  value: string;
  children: (Node | string)[];
}
const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.record({
    name,
    value: text,
    children: fc.oneof(
      { maxDepth: 4 },
      fc.constant<(Node | string)[]>([]),
      text.map((each) => [each]),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }),
}));

const written = (node: Node | string): string =>
  typeof node === "string"
    ? escaped(node)
    : node.children.length === 0
      ? `<${node.name} a='${escaped(node.value)}'/>`
      : `<${node.name} a="${escaped(node.value)}" >${node.children.map(written).join("<!-- <x> -->")}</${node.name} >`;

const told = (node: Node | string): string[] =>
  typeof node === "string"
    ? [node]
    : [`<${node.name} a=${node.value}`, ...node.children.flatMap(told), `>${node.name}`];

describe("XML", () => {
  it("is read as events that give back what was written", () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(eventsOf(`\ufeff<?xml version="1.0"?>${written(node)}`)).toEqual({
          events: told(node),
          fault: undefined,
        });
      }),
    );
  });

  it("gives attributes by their names, with or without a prefix", () => {
    const seen: unknown[] = [];
    readXml("<a:b c=\"1 &gt; 0\" d:e='2'><![CDATA[<x>&amp;]]>&#27743;&#x6c5f;</a:b>", {
      open: (qualified, attributes) =>
        seen.push(
          localName(qualified),
          attributeOf(attributes, "c"),
          attributeOf(attributes, "e"),
          attributeOf(attributes, "x"),
        ),
      close: (qualified) => seen.push(localName(qualified)),
      text: (part) => seen.push(part),
    });
    expect(seen).toEqual(["b", "1 > 0", "2", undefined, "<x>&amp;", "江江", "b"]);
  });

  it.each(["&foo;", "&#0;", "&#xd800;", "&#x110000;", "&constructor;", "&amp", "&#;"])(
    "leaves %s, which stands for nothing, as it is",
    (reference) => {
      expect(eventsOf(`<a>${reference}</a>`)).toEqual({ events: ["<a", reference, ">a"], fault: undefined });
    },
  );

  it.each([
    ["never closed", "<a><b></b>"],
    ["closed twice", "<a></a></a>"],
    ["closed by another", "<a><b></a></b>"],
    ["cut off in a tag", "<a b='"],
    ["cut off in a comment", "<a/><!-- "],
    ["cut off in CDATA", "<a><![CDATA[x]]</a>"],
    ["cut off in an instruction", "<?xml "],
    ["with a closing tag that closes itself", "<a></a/>"],
    ["with a bare bracket", "<a>1 < 2</a>"],
    ["with a bare attribute", "<a b=c/>"],
    ["with a bracket in a value", '<a b="<"/>'],
  ])("%s is malformed", (_, source) => {
    expect(faultOf(source)).toBe("malformed");
  });

  it.each([
    '<!DOCTYPE a [<!ENTITY b "b">]><a/>',
    "<!doctype a SYSTEM 'file:///etc/passwd'><a/>",
    "<a><!ENTITY b SYSTEM 'x'></a>",
  ])("with a document type is refused: %s", (source) => {
    expect(faultOf(source)).toBe("doctype");
  });

  it("is refused where it is too deep, and read where it is only long", () => {
    expect(faultOf("<a>".repeat(300) + "</a>".repeat(300))).toBe("too-deep");
    expect(faultOf("<a>".repeat(100) + "</a>".repeat(100))).toBeUndefined();
    expect(faultOf(`<a>${"<b/>".repeat(200_000)}${"x".repeat(1_000_000)}</a>`)).toBeUndefined();
  });

  it.each([
    ["attributes", `<a ${'b="c" '.repeat(2_000_000)}/>`],
    ["a name", `<${"a".repeat(5_000_000)}`],
    ["a value", `<a b="${"c".repeat(5_000_000)}`],
    ["blanks", `<a${" ".repeat(20_000_000)}`],
    ["characters of a name", `<a ${"图".repeat(20_000_000)}`],
    ["open comments", "<!--".repeat(1_000_000)],
    ["open tags", "<a ".repeat(1_000_000)],
  ])("of endless %s is refused without exhausting anything", (_, source) => {
    expect(faultOf(source)).toBe("malformed");
  });

  it("of any kind never throws", () => {
    const scraps = fc.constantFrom(
      "<",
      ">",
      "</",
      "/>",
      "<a",
      "<a>",
      "</a>",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?",
      "?>",
      "&amp;",
      '"',
      "'",
      "=",
      " ",
      "<!",
      "x",
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => {
        expect([undefined, "malformed"]).toContain(faultOf(parts.join("")));
      }),
    );
  });
});

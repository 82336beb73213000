import { ok, type Result } from "#core/result.ts";
import { attributesOf, readXml } from "#core/xml/events.ts";
import { type LetterheadProblem, refused } from "#report/letterhead/problem.ts";

/** An element of somebody else's XML, with its place in the source: what is not changed is copied from there. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** its own characters, without those of its children */
  text: string;
  /** from `<` to behind the last `>` */
  start: number;
  end: number;
  /** between the tags; equal where the element is empty */
  contentStart: number;
  contentEnd: number;
}

export interface XmlPart {
  source: string;
  root: XmlElement;
}

/** Reads a part of the upload into a tree. */
export function parseXml(bytes: Uint8Array): Result<XmlPart, LetterheadProblem> {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refused("letterhead.damaged");
  }
  const top = newElement("", "", 0, 0);
  const stack = [top];
  const current = (): XmlElement => stack.at(-1) ?? top;
  const fault = readXml(source, {
    open: (name, attributes, start, end) => {
      const element = newElement(name, attributes, start, end);
      current().children.push(element);
      stack.push(element);
    },
    close: (_, start, end) => {
      const closed = current();
      closed.contentEnd = start;
      closed.end = end;
      stack.pop();
    },
    text: (text) => {
      current().text += text;
    },
  });
  if (fault !== undefined) return refused(fault === "doctype" ? "letterhead.doctype" : "letterhead.damaged");
  const [root, ...others] = top.children;
  return root && others.length === 0 ? ok({ source, root }) : refused("letterhead.damaged");
}

const newElement = (name: string, attributes: string, start: number, end: number): XmlElement => ({
  name,
  attributes: attributesOf(attributes),
  children: [],
  text: "",
  start,
  end,
  contentStart: end,
  contentEnd: end,
});

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** The element and everything in it, in order. */
export function* within(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* within(child);
}

export const slice = ({ source }: XmlPart, { start, end }: XmlElement): string => source.slice(start, end);

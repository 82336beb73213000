import type { Address } from "#core/builder/edit.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import { findItem, outline, type PlacedItem, placedTitle } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

type Place = Pick<BuilderFault, "path" | "itemKey">;

/** The line of the tree that a remark belongs to. */
export function lineOf(template: Template, { path, itemKey }: Place): Address {
  const [first, second] = path.split("/");
  if (itemKey !== undefined) return lineOfItem(template, itemKey);
  if (first === "sections" && template.sections.some(({ key }) => key === second))
    return { kind: "section", key: second ?? "" };
  if (first === "parts" && template.parts.some(({ key }) => key === second)) return { kind: "part", key: second ?? "" };
  return first !== undefined && findItem(template, first) ? lineOfItem(template, first) : { kind: "template" };
}

/** A chapter's item stands in the line of its part. */
function lineOfItem(template: Template, key: string): Address {
  const part = template.parts.find((each) => each.kind === "item" && each.item.key === key);
  return part ? { kind: "part", key: part.key } : { kind: "item", key };
}

/** The field, slot or rule that has to be unfolded for it. */
export function nodeOf(template: Template, { path, itemKey }: Place): Address | undefined {
  const item = findItem(template, itemKey ?? path.split("/")[0] ?? "")?.item;
  return item && nodeIn(item, path);
}

function nodeIn(item: Item, path: string): Address | undefined {
  const [first = "", second = "", third = ""] = path.split("/");
  if (second === "rules" && item.rules.some(({ key }) => key === third))
    return { kind: "rule", item: item.key, key: third };
  if (second === "evidence" && item.evidence.some(({ key }) => key === third))
    return { kind: "slot", item: item.key, key: third };
  const field = fieldNamed(item, second) ?? fieldNamed(item, first);
  return field === undefined ? undefined : { kind: "field", key: field };
}

const fieldNamed = (item: Item, key: string): string | undefined => item.fields.find((field) => field.key === key)?.key;

/** Where they are, in words. */
export function placeTexts(template: Template, places: readonly Place[]): string[] {
  const items = new Map(outline(template).map((placed) => [placed.item.key, placed]));
  return places.map((place) => {
    const placed = place.itemKey === undefined ? undefined : items.get(place.itemKey);
    return placed ? placeInItem(placed, place.path) : placeOutside(template, place);
  });
}

export const placeText = (template: Template, place: Place): string => placeTexts(template, [place])[0] ?? "";

function placeInItem(placed: PlacedItem, path: string): string {
  const node = nodeIn(placed.item, path);
  const field = node?.kind === "field" ? placed.item.fields.find(({ key }) => key === node.key)?.label : undefined;
  return [placedTitle(placed), ...(field ? [field] : [])].join(" › ");
}

function placeOutside(template: Template, place: Place): string {
  const line = lineOf(template, place);
  if (line.kind === "section") return template.sections.find(({ key }) => key === line.key)?.heading || "章节";
  if (line.kind === "part") return template.parts.find(({ key }) => key === line.key)?.heading || "报告的一部分";
  return "清单信息与责任单位";
}

/** Puts the cursor on the control that the path names, or on what stands nearest to it, in the form of that line. */
export function focusPath(line: string, path: string): void {
  const steps = path.split("/");
  const names = steps.flatMap((_, index) => {
    const upTo = steps.slice(0, steps.length - index);
    return [upTo.join("/"), upTo.slice(1).join("/")];
  });
  whenShown(line, (form) => {
    const found = names
      .filter((name) => name !== "")
      .map((name) => document.getElementById(`at-${name}`))
      .find((element) => element !== null);
    const target = found ?? firstControl(form);
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  });
}

export const focusForm = (line: string): void => whenShown(line, (form) => firstControl(form)?.focus());

const firstControl = (form: HTMLElement): HTMLElement | null => form.querySelector<HTMLElement>("input, textarea");

/** Frames to wait for a form that is drawn after its line in the tree. */
const PATIENCE = 60;

function whenShown(line: string, then: (form: HTMLElement) => void, patience = PATIENCE): void {
  requestAnimationFrame(() => {
    const form = document.querySelector<HTMLElement>(`[data-form="${CSS.escape(line)}"]`);
    if (form) then(form);
    else if (patience > 0) whenShown(line, then, patience - 1);
  });
}

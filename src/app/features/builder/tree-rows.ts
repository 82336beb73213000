import type { Address } from "#core/builder/edit.ts";
import { chineseNumeral } from "#core/template/outline.ts";
import type { Item, Section, Template } from "#core/template/schema.ts";

/** One line of the tree. What it shows stands in it as it is in the draft: a line is drawn again when that is new. */
export interface TreeRowModel {
  /** kind and key: unique in the tree, and stays when the node is moved */
  id: string;
  at: Address;
  level: number;
  /** what stands before the heading */
  label: string;
  heading: string;
  /** absent = it has nothing below it */
  open?: boolean;
  /** place among its siblings, counted from 1, and how many they are */
  position: number;
  siblings: number;
}

export const rowId = (at: Address): string => (at.kind === "template" ? "template" : `${at.kind}:${at.key}`);

type Unplaced = Omit<TreeRowModel, "position" | "siblings" | "level">;

/** The lines that can be seen, in report order. `closed` = ids of what is folded. */
export function treeRows(template: Template, closed: ReadonlySet<string>): TreeRowModel[] {
  const top: { row: Unplaced; below: TreeRowModel[] }[] = [
    { row: { id: "template", at: { kind: "template" }, label: "", heading: "清单信息与责任单位" }, below: [] },
    { row: itemRow(template.cover, ""), below: [] },
    { row: itemRow(template.opening, ""), below: [] },
    ...template.parts.map((part, index) => {
      const at: Address = { kind: "part", key: part.key };
      const row = { id: rowId(at), at, label: `${chineseNumeral(index + 1)}、`, heading: part.heading };
      if (part.kind === "item") return { row, below: [] };
      const open = !closed.has(row.id);
      return { row: { ...row, open }, below: open ? sectionRows(template, closed) : [] };
    }),
  ];
  return top.flatMap(({ row, below }, index) => [
    { ...row, level: 1, position: index + 1, siblings: top.length },
    ...below,
  ]);
}

function sectionRows(template: Template, closed: ReadonlySet<string>): TreeRowModel[] {
  let running = 0;
  return template.sections.flatMap((section, index): TreeRowModel[] => {
    const first = template.numbering === "running" ? running : 0;
    running += section.items.length;
    const row = sectionRow(section, index, closed);
    const items = section.items.map(
      (item, at): TreeRowModel => ({
        ...itemRow(item, `${first + at + 1}.`),
        level: 3,
        position: at + 1,
        siblings: section.items.length,
      }),
    );
    return [{ ...row, level: 2, position: index + 1, siblings: template.sections.length }, ...(row.open ? items : [])];
  });
}

function sectionRow({ key, heading }: Section, index: number, closed: ReadonlySet<string>): Unplaced {
  const at: Address = { kind: "section", key };
  return { id: rowId(at), at, label: `（${chineseNumeral(index + 1)}）`, heading, open: !closed.has(rowId(at)) };
}

const itemRow = ({ key, heading }: Item, label: string): Unplaced => {
  const at: Address = { kind: "item", key };
  return { id: rowId(at), at, label, heading };
};

const sameRow = (a: TreeRowModel, b: TreeRowModel): boolean =>
  a.id === b.id &&
  a.heading === b.heading &&
  a.label === b.label &&
  a.level === b.level &&
  a.open === b.open &&
  a.position === b.position &&
  a.siblings === b.siblings;

/** Gives the same list as long as no line says anything else: most edits are below the lines of the tree. */
export function steadyRows(): (template: Template, closed: ReadonlySet<string>) => readonly TreeRowModel[] {
  let last: { template: Template; closed: ReadonlySet<string>; rows: readonly TreeRowModel[] } | undefined;
  return (template, closed) => {
    if (last?.template === template && last.closed === closed) return last.rows;
    const made = treeRows(template, closed);
    const before = last?.rows ?? [];
    const same = made.length === before.length && made.every((row, index) => isSame(row, before[index]));
    last = { template, closed, rows: same ? before : made };
    return last.rows;
  };
}

const isSame = (row: TreeRowModel, before: TreeRowModel | undefined): boolean =>
  before !== undefined && sameRow(row, before);

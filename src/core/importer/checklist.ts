import { bare } from "#core/importer/heading.ts";
import { indexOf, type VectorIndex, vectorOf, type Weight, weightsOf } from "#core/importer/similarity.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

export interface Candidate {
  item: Item;
  number: number;
  /** letters only */
  heading: string;
}

/** What of a checklist a report is compared with, by item. */
export interface Checklist {
  candidates: Candidate[];
  headings: VectorIndex;
  sections: VectorIndex;
  contents: VectorIndex;
  headingWeight: Weight;
  contentWeight: Weight;
}

const made = new WeakMap<Template, Checklist>();

/** A checklist never changes, so this is made once. */
export function checklistOf(template: Template): Checklist {
  const known = made.get(template) ?? make(template);
  made.set(template, known);
  return known;
}

function make(template: Template): Checklist {
  const placed = sectionItems(template);
  const sections = placed.map(({ place }) => (place.kind === "section" ? place.section.heading : ""));
  const headings = placed.map(({ item }) => item.heading);
  const contents = placed.map(({ item }) => contentOf(item));
  const headingWeight = weightsOf([...headings, ...new Set(sections)]);
  const contentWeight = weightsOf(contents.map((parts) => parts.map(({ text }) => text).join("\n")));
  const vector = (text: string) => vectorOf([{ text, factor: 1 }], headingWeight);
  return {
    candidates: placed.map(({ item, place }) => ({
      item,
      number: place.kind === "section" ? place.number : 0,
      heading: bare(item.heading),
    })),
    headings: indexOf(headings.map(vector)),
    sections: indexOf(sections.map(vector)),
    contents: indexOf(contents.map((parts) => vectorOf(parts, contentWeight))),
    headingWeight,
    contentWeight,
  };
}

const contentOf = (item: Item): { text: string; factor: number }[] => [
  { text: item.heading, factor: 4 },
  ...item.fields.map(({ label, key }) => ({ text: `${label}\n${key}`, factor: 2 })),
  { text: item.narrative, factor: 1.5 },
  { text: item.guidance, factor: 1 },
  ...item.basis.map(({ text }) => ({ text, factor: 0.7 })),
];

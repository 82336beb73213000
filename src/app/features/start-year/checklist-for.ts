import type { TemplateSummary } from "#core/template/schema.ts";

type Summary = Pick<TemplateSummary, "id" | "version" | "year">;

/** Newest first; of one year those of the checklist that was used last stand before the others. */
export const inOrder = <T extends Summary>(templates: readonly T[], usual: string | undefined): T[] =>
  [...templates].sort((a, b) => b.year - a.year || Number(b.id === usual) - Number(a.id === usual));

/**
 * The checklist that goes with a year: the one of that year, of several that of the checklist which is used already.
 * Undefined = there is none of that year, or a person has to choose between several.
 */
export function checklistFor<T extends Summary>(
  templates: readonly T[],
  year: number,
  usual: string | undefined,
): T | undefined {
  const own = templates.filter((template) => template.year === year);
  const [only, ...more] = own;
  return more.length === 0 ? only : own.find(({ id }) => id === usual);
}

/** How many different checklists there are of a year. */
export const checklistsOf = (templates: readonly Summary[], year: number): number =>
  new Set(templates.filter((template) => template.year === year).map(({ id }) => id)).size;

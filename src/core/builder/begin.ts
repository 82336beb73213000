import { type Draft, draftFrom, keysOf } from "#core/builder/draft.ts";
import type { Template } from "#core/template/schema.ts";
import { compareVersions } from "#core/template/version-order.ts";

/** The versions of a checklist before this one, newest first. */
export const versionsBefore = (known: readonly Template[], id: string, version: string): Template[] =>
  known
    .filter((each) => each.id === id && compareVersions(each.version, version) < 0)
    .sort((a, b) => compareVersions(b.version, a.version));

/**
 * A draft of a checklist that comes from outside (a file, a table, a blank). Where the checklist has versions already it
 * follows the newest before it, and keys that were given up earlier stay given up.
 */
export function draftAround(template: Template, known: readonly Template[]): Draft {
  const { $schema: _, ...rest } = template;
  const [base, ...earlier] = versionsBefore(known, template.id, template.version);
  if (!base) return { format: 1, template: rest, retired: [] };
  const followed = draftFrom(base, { version: template.version, year: template.year, title: template.title }, earlier);
  const lineage = template.lineage.length > 0 ? template.lineage : followed.template.lineage;
  return { ...followed, template: { ...rest, lineage } };
}

/**
 * The checklist with every item of its base that goes on under no other named as dropped. What is still there, or goes
 * on under another key, is not.
 */
export function withDropped(
  template: Template,
  base: Template,
  reasons: Readonly<Record<string, string>>,
  gone: readonly string[],
): Template {
  const speaksOf = (each: Template["lineage"][number]): boolean =>
    (each.id ?? template.id) === base.id && each.version === base.version;
  const told = template.lineage.find(speaksOf);
  if (!told && gone.length === 0) return template;
  const entry = told ?? {
    ...(base.id === template.id ? {} : { id: base.id }),
    version: base.version,
    items: [],
    fields: [],
    dropped: [],
  };
  const present = new Set(keysOf(template));
  const kept = entry.dropped.filter(({ item }) => !present.has(`item:${item}`));
  const missing = gone.filter((item) => !kept.some((each) => each.item === item));
  const dropped = [
    ...kept,
    ...missing.map((item) => ({
      item,
      reason: (Object.hasOwn(reasons, item) ? reasons[item] : undefined) ?? `${template.version}版取消`,
    })),
  ];
  const filled = { ...entry, dropped };
  return {
    ...template,
    lineage: told ? template.lineage.map((each) => (each === told ? filled : each)) : [...template.lineage, filled],
  };
}

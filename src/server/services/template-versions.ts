import type { TemplateVersion } from "#core/api/builder.ts";
import { changesAt, difference } from "#core/builder/difference.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { compareVersions } from "#core/template/version-order.ts";
import type { KnownVersion } from "#server/services/published-templates.ts";

/** The newest known version that a checklist says it comes from. */
export function baseOf(of: Template, known: readonly Template[]): Template | undefined {
  const sources = known.filter((each) =>
    of.lineage.some(({ id, version }) => each.id === (id ?? of.id) && each.version === version),
  );
  const [newest] = sources.sort(
    (a, b) => Number(b.id === of.id) - Number(a.id === of.id) || compareVersions(b.version, a.version),
  );
  return newest;
}

export function versionOf({ template, hash, published }: KnownVersion, known: readonly Template[]): TemplateVersion {
  const base = baseOf(template, known);
  return {
    id: template.id,
    version: template.version,
    title: template.title,
    year: template.year,
    hash,
    source: published ? "published" : "bundled",
    base: base ? { id: base.id, version: base.version } : null,
    publishedAt: published?.at ?? null,
    publishedBy: published?.by ?? null,
  };
}

/** 今年有何变化: against the version before it, by item, and what belongs to none. */
export function changesOf(of: Template, known: readonly Template[]) {
  const base = baseOf(of, known);
  if (!base) return { base: null, summary: "这是本系统中的第一个版本", items: {}, others: [] };
  const found = difference(base, of);
  const items = outline(of).flatMap(({ item: { key } }) => {
    const changes = changesAt(found, key);
    return changes.length === 0 ? [] : [[key, changes] as const];
  });
  return {
    base: { id: base.id, version: base.version, year: base.year },
    summary: found.summary,
    items: Object.fromEntries(items),
    others: found.changes.filter(({ itemKey }) => itemKey === undefined),
  };
}

import type { LineageKind } from "#core/builder/set-sources.ts";
import type { FieldTypeName } from "#core/field/definition.ts";
import { outline, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

interface SourceName {
  name: string;
  /** the heading that it is listed under */
  group: string;
  type?: FieldTypeName;
}

/** What the earlier version's items or fields are called, by their keys, in report order. */
export type SourceNames = ReadonlyMap<string, SourceName>;

export function sourceNames(template: Template, kind: LineageKind): SourceNames {
  return new Map(
    outline(template).flatMap((placed): [string, SourceName][] => {
      const { item, place } = placed;
      const group = place.kind === "section" ? place.section.heading : "封面、引言和其他部分";
      return kind === "item"
        ? [[item.key, { name: placedTitle(placed), group }]]
        : item.fields.map((field) => [field.key, { name: field.label, group: placedTitle(placed), type: field.type }]);
    }),
  );
}

/** As a select lists them. */
export function sourceGroups(names: SourceNames, fits: (key: string, name: SourceName) => boolean) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const [value, each] of names)
    if (fits(value, each)) groups.set(each.group, [...(groups.get(each.group) ?? []), { value, label: each.name }]);
  return [...groups].map(([group, items]) => ({ group, items }));
}

interface Told {
  version: string;
  of: string;
  sources: readonly string[];
  /** a source goes on as others as well */
  shared: boolean;
  /** undefined = they are not read yet */
  names: SourceNames | undefined;
}

/** Where it comes from, in a sentence. */
export function lineageText({ version, of, sources, shared, names }: Told): string {
  const [first, ...more] = sources;
  if (first === undefined) return `本版新增，不沿用${version}版内容`;
  const said = sources.map((key) => `“${names?.get(key)?.name ?? key}”`).join("、");
  if (more.length > 0) return `由${version}版${said}合并而来`;
  if (shared) return `由${version}版${said}拆分而来`;
  return first === of ? `沿用${version}版${said}` : `由${version}版${said}改设`;
}

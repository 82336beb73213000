import type { Field } from "#core/field/definition.ts";
import type { TemplateFault } from "#core/template/fault.ts";
import type { Lineage, LineageStep } from "#core/template/lineage.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What a checklist says about where it comes from, as far as it can be seen in the checklist alone. */
export function checkLineage(template: Template): TemplateFault[] {
  const items = outline(template).map(({ item }) => item);
  const itemKeys = new Set(items.map((item) => item.key));
  const fieldKeys = new Set(items.flatMap((item) => item.fields.map((field) => field.key)));
  return template.lineage.flatMap((each, index) => {
    const place = `lineage/${index}`;
    const versions = template.lineage.filter((other) => other.version === each.version && other.id === each.id);
    return [
      ...(each.id === undefined && each.version >= template.version
        ? [fault(place, `${each.version} 不早于本清单的版本 ${template.version}`)]
        : []),
      ...(versions[0] === each ? [] : [fault(place, `${each.version} 写了两次，请合并`)]),
      ...checkSteps(`${place}/items`, each.items, itemKeys, "条目"),
      ...checkSteps(`${place}/fields`, each.fields, fieldKeys, "数据项"),
      ...each.dropped
        .filter(({ item }) => each.items.some(({ from }) => from.includes(item)))
        .map(({ item }) => fault(`${place}/dropped/${item}`, `“${item}”既写了去向，又写了取消`)),
    ];
  });
}

const fault = (path: string, message: string): TemplateFault => ({ code: "template.lineage", path, message });

function checkSteps(
  place: string,
  steps: readonly LineageStep[],
  known: ReadonlySet<string>,
  what: string,
): TemplateFault[] {
  const from = steps.flatMap((step) => step.from);
  return [
    ...steps
      .flatMap(({ to }) => to)
      .flatMap((key) => (known.has(key) ? [] : [fault(`${place}/${key}`, `${what}“${key}”不在本清单中`)])),
    ...[...new Set(from.filter((key, index) => from.indexOf(key) !== index))].map((key) =>
      fault(`${place}/${key}`, `“${key}”有两处去向，请写在一处`),
    ),
  ];
}

/** The same against the version that it speaks of, where that is installed. */
export function checkLineageAgainst(template: Template, each: Lineage, earlier: Template): TemplateFault[] {
  const place = `lineage/${each.version}`;
  const placed = outline(earlier).map(({ item }) => item);
  const items = new Set(placed.map((item) => item.key));
  const fieldOf = (items: Template): Map<string, Field> =>
    new Map(outline(items).flatMap(({ item }) => item.fields.map((field) => [field.key, field])));
  const [before, after] = [fieldOf(earlier), fieldOf(template)];
  const unknown = (keys: readonly string[], has: (key: string) => boolean): TemplateFault[] =>
    keys.filter((key) => !has(key)).map((key) => fault(`${place}/${key}`, `${earlier.version} 版清单中没有“${key}”`));
  return [
    ...unknown([...each.items.flatMap(({ from }) => from), ...each.dropped.map(({ item }) => item)], (key) =>
      items.has(key),
    ),
    ...unknown(
      each.fields.flatMap(({ from }) => from),
      (key) => before.has(key),
    ),
    ...each.fields.flatMap(({ from, to }) =>
      from.flatMap((source) =>
        to.flatMap((target) => {
          const [old, now] = [before.get(source)?.type, after.get(target)?.type];
          return old === undefined || now === undefined || old === now
            ? []
            : [fault(`${place}/${target}`, `“${source}”与“${target}”类型不同，不能沿用`)];
        }),
      ),
    ),
  ];
}

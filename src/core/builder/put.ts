import type { Address, Node } from "#core/builder/edit.ts";
import { changeField, changeItem } from "#core/builder/nodes.ts";
import { assertNever } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";

/** The list with one more before the one named; at the end where none is. */
function placed<N extends { key: string }>(list: readonly N[], value: N, before: string | null): N[] {
  const at = before === null ? -1 : list.findIndex(({ key }) => key === before);
  return at < 0 ? [...list, value] : [...list.slice(0, at), value, ...list.slice(at)];
}

/** Puts a node into a place that fits. */
export function putNode(template: Template, into: Address, node: Node, before: string | null): Template {
  const owner = into.kind === "template" ? "" : into.key;
  switch (node.kind) {
    case "unit":
      return { ...template, units: placed(template.units, node.value, before) };
    case "part":
      return { ...template, parts: placed(template.parts, node.value, before) };
    case "section":
      return { ...template, sections: placed(template.sections, node.value, before) };
    case "item":
      return {
        ...template,
        sections: template.sections.map((each) =>
          each.key === owner ? { ...each, items: placed(each.items, node.value, before) } : each,
        ),
      };
    case "field":
      return changeItem(template, owner, (item) => ({ ...item, fields: placed(item.fields, node.value, before) }));
    case "slot":
      return changeItem(template, owner, (item) => ({ ...item, evidence: placed(item.evidence, node.value, before) }));
    case "rule":
      return changeItem(template, owner, (item) => ({ ...item, rules: placed(item.rules, node.value, before) }));
    case "option":
      return changeField(template, owner, (field) => {
        if (field.type === "choice") return { ...field, options: placed(field.options, node.value, before) };
        if (field.type === "stages") return { ...field, stages: placed(field.stages, node.value, before) };
        return field;
      });
    default:
      return assertNever(node);
  }
}

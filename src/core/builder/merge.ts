import { applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Address, Edit, Node, SimpleEdit } from "#core/builder/edit.ts";
import { itemIn, parentOf } from "#core/builder/nodes.ts";
import { pasteEdit } from "#core/builder/paste.ts";
import { addDecimals } from "#core/quantity/decimal.ts";
import type { Lineage, LineageStep } from "#core/template/lineage.ts";
import type { Item, Template } from "#core/template/schema.ts";

/**
 * Several items become one, as offices shorten their checklists: fields, rules, material, bases, points and drafts of prose
 * all stay, fields under the heading that they stood under, and the lineage says where last year's answers go. One step of
 * undo. Undefined where there is nothing to merge, or one of them is no item of a section.
 */
export function mergeEdit(draft: Draft, keys: readonly string[], into: string): Edit | undefined {
  const sources = keys.filter((key) => key !== into);
  const all = [into, ...sources];
  if (sources.length === 0 || all.some((key) => parentOf(draft.template, { kind: "item", key }) === undefined))
    return undefined;
  const edits: SimpleEdit[] = [];
  let now = draft;
  const step = (edit: Edit): boolean => {
    const applied = applyEdit(now, edit);
    if (!applied.ok) return false;
    now = applied.value.draft;
    edits.push(...(edit.kind === "all" ? edit.edits : [edit]));
    return true;
  };
  const first = itemIn(draft.template, into);
  if (!first || !step({ kind: "all", edits: grouped(first) })) return undefined;
  for (const key of sources) {
    const source = itemIn(now.template, key);
    if (!source || !step({ kind: "all", edits: [...grouped(source), ...moved(source, into)] })) return undefined;
    const at: Address = { kind: "item", key: into };
    for (const nodes of [slotsOf(source), rulesOf(source)])
      if (nodes.length > 0 && !step(pasteEdit(now, { nodes }, at, null))) return undefined;
    const target = itemIn(now.template, into);
    if (!target || !step({ kind: "set", at, patch: joined(target, source, now.template) })) return undefined;
    if (!step({ kind: "remove", at: { kind: "item", key } })) return undefined;
  }
  const lineage = mergedLineage(draft, all, into);
  if (lineage && !step({ kind: "set", at: { kind: "template" }, patch: { lineage } })) return undefined;
  return { kind: "all", edits };
}

/** Its fields keep the heading that they stood under. Lists of documents are one thing of the whole item. */
const grouped = ({ fields, heading }: Item): SimpleEdit[] =>
  heading === ""
    ? []
    : fields.flatMap(({ key, type, group }): SimpleEdit[] =>
        group === undefined && type !== "documents"
          ? [{ kind: "set", at: { kind: "field", key }, patch: { group: heading } }]
          : [],
      );

const moved = ({ fields }: Item, into: string): SimpleEdit[] =>
  fields.map(({ key }) => ({
    kind: "move",
    at: { kind: "field", key },
    into: { kind: "item", key: into },
    before: null,
  }));

const slotsOf = ({ evidence }: Item): Node[] => evidence.map((value) => ({ kind: "slot", value }));
const rulesOf = ({ rules }: Item): Node[] => rules.map((value) => ({ kind: "rule", value }));

function joined(target: Item, source: Item, { units }: Template) {
  const helpers = new Set([...target.support, ...source.support, ...(source.lead === undefined ? [] : [source.lead])]);
  const lead = target.lead ?? source.lead;
  const bases = source.basis.filter(({ text }) => !target.basis.some((basis) => basis.text === text));
  const points = [target.points, source.points].flatMap((each) => each ?? []);
  return {
    guidance: lines(target.guidance, source.guidance),
    narrative: lines(target.narrative, source.narrative),
    basis: [...target.basis, ...bases].map((basis) => ({ ...basis })),
    lead: lead ?? null,
    support: units.map(({ key }) => key).filter((key) => helpers.has(key) && key !== lead),
    points: points.length === 0 ? null : addDecimals(points),
    prose: target.prose || source.prose,
  };
}

const lines = (...texts: readonly string[]): string => texts.filter((text) => text !== "").join("\n");

/** With the base version's items that go on in it; what one of them had come from is not forgotten. */
function mergedLineage({ base, template }: Draft, keys: readonly string[], into: string): Lineage[] | undefined {
  if (!base) return undefined;
  return template.lineage.map((each) => {
    if (each.version !== base.version || (each.id ?? template.id) !== base.id) return each;
    const told = each.items.filter(({ to }) => keys.some((key) => to.includes(key)));
    if (told.some(({ to }) => to.length > 1)) return each;
    const sources = keys.flatMap((key) => {
      const own = told.find(({ to }) => to.includes(key));
      return own ? own.from : base.keys.includes(`item:${key}`) ? [key] : [];
    });
    const step: LineageStep = { from: [...new Set(sources)], to: [into] };
    const rest = each.items.filter((item) => !told.includes(item));
    const says = step.from.length > 0 && step.from.join() !== step.to.join();
    return { ...each, items: says ? [...rest, step] : rest };
  });
}

import { same } from "#core/answer/canonical.ts";
import {
  answersIn,
  type Change,
  type ChangeClass,
  type ChangeKind,
  type Count,
  counterOf,
  type FilledDraft,
  NOBODY,
  worst,
} from "#core/builder/change.ts";
import { type Continued, continued } from "#core/builder/continued.ts";
import { fieldNotes } from "#core/builder/difference-field.ts";
import { itemNotes, ruleChanges, slotChanges } from "#core/builder/difference-item.ts";
import type { Field } from "#core/field/definition.ts";
import { type PlacedItem, placedTitle } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

export interface Difference {
  changes: Change[];
  /** items: how many are new, changed in any way, moved, gone */
  items: Record<"added" | "changed" | "moved" | "removed", number>;
  /** 新增指标3项，修改5项，取消2项 */
  summary: string;
  /** the gravest of all changes; a change that touches no answer given breaks nothing */
  class: ChangeClass;
  touched: { drafts: number; answers: number };
  /** what is to be expected, in one sentence */
  verdict: string;
}

interface Scope {
  from: Template;
  to: Template;
  way: Continued;
  count: Count;
}

/** What the new version does to the old one and to the drafts that run on it. */
export function difference(from: Template, to: Template, drafts: readonly FilledDraft[] = []): Difference {
  const scope: Scope = { from, to, way: continued(from, to), count: counterOf(drafts) };
  const changes = [
    ...templateChanges(scope),
    ...sectionChanges(scope),
    ...[...scope.way.after.values()].flatMap((placed) => itemChanges(placed, scope)),
    ...removedItems(scope),
    ...removedFields(scope),
  ];
  const keys = (kinds: readonly ChangeKind[]): number =>
    new Set(changes.flatMap(({ kind, subject, path }) => (subject === "item" && kinds.includes(kind) ? [path] : [])))
      .size;
  const concerned = new Set(
    changes.flatMap(({ subject, kind, itemKey }) =>
      itemKey === undefined || (subject === "item" && (kind === "added" || kind === "moved")) ? [] : [itemKey],
    ),
  );
  for (const { subject, kind, path } of changes) if (subject === "item" && kind === "added") concerned.delete(path);
  const items = { added: keys(["added"]), changed: concerned.size, moved: keys(["moved"]), removed: keys(["removed"]) };
  const level = worst(changes.map(effective));
  const breaking = changes.filter((change) => effective(change) === "breaking");
  const touched = {
    drafts: drafts.filter(({ items: filled }) => filled.size > 0).length,
    answers: breaking.reduce((sum, change) => sum + change.touched.answers, 0),
  };
  return {
    changes,
    items,
    summary: summaryOf(items),
    class: level,
    touched,
    verdict: verdictOf(level, drafts.length, touched.answers),
  };
}

const effective = (change: Change): ChangeClass =>
  change.class === "breaking" && change.touched.answers === 0 ? "needs-work" : change.class;

/** What changed at one item this year, for those who fill it in. */
export const changesAt = ({ changes }: Difference, itemKey: string): Change[] =>
  changes.filter((change) => change.itemKey === itemKey && change.code !== "item.order");

function summaryOf({ added, changed, moved, removed }: Difference["items"]): string {
  const said = [
    ...(added > 0 ? [`新增指标${added}项`] : []),
    ...(changed > 0 ? [`修改${changed}项`] : []),
    ...(moved > 0 ? [`移动${moved}项`] : []),
    ...(removed > 0 ? [`取消${removed}项`] : []),
  ];
  return said.length === 0 ? "指标没有变化" : said.join("，");
}

function verdictOf(level: ChangeClass, drafts: number, lost: number): string {
  if (level === "safe") return "安全：正在填报的自评不受影响";
  if (level === "needs-work") return `正在填报的${drafts}份自评升级后须补填或核对，已填内容都有着落`;
  return `正在填报的自评中有${lost}处已填内容在新版本中没有位置，升级后保留备查，须逐处处理`;
}

type Note = { code: string; class: ChangeClass; text: string };

function templateChanges({ from, to }: Scope): Change[] {
  const change = (code: string, text: string, level: ChangeClass = "safe"): Change => ({
    code: `template.${code}`,
    kind: "changed",
    subject: "template",
    class: level,
    path: "",
    text,
    touched: NOBODY,
  });
  const gone = from.units.filter(({ key }) => !to.units.some((unit) => unit.key === key));
  const come = to.units.filter(({ key }) => !from.units.some((unit) => unit.key === key));
  return [
    ...(from.title === to.title ? [] : [change("title", `清单名称改为“${to.title}”`)]),
    ...(from.reportTitle === to.reportTitle ? [] : [change("report-title", "报告标题有修改")]),
    ...(from.numbering === to.numbering ? [] : [change("numbering", "条目编号方式有修改")]),
    ...(same(from.layout, to.layout) ? [] : [change("layout", "报告附件有调整")]),
    ...(from.points === to.points ? [] : [change("points", `总分由${from.points ?? "无"}改为${to.points ?? "无"}`)]),
    ...(same(from.parts.map(headed), to.parts.map(headed)) ? [] : [change("parts", "报告各部分的标题或顺序有修改")]),
    ...gone.map(({ name }) => change("unit-removed", `取消责任单位“${name}”，所分条目须另行分派`, "needs-work")),
    ...come.map(({ name }) => change("unit-added", `新增责任单位“${name}”`)),
  ];
}

const headed = ({ key, heading }: Template["parts"][number]) => ({ key, heading });

function sectionChanges({ from, to }: Scope): Change[] {
  const change = (kind: ChangeKind, key: string, text: string): Change => ({
    code: `section.${kind}`,
    kind,
    subject: "section",
    class: "safe",
    path: `sections/${key}`,
    text,
    touched: NOBODY,
  });
  return [
    ...to.sections.flatMap((section) => {
      const was = from.sections.find(({ key }) => key === section.key);
      if (!was) return [change("added", section.key, `新增章节“${section.heading}”`)];
      return was.heading === section.heading
        ? []
        : [change("changed", section.key, `章节“${was.heading}”改为“${section.heading}”`)];
    }),
    ...from.sections
      .filter(({ key }) => !to.sections.some((section) => section.key === key))
      .map(({ key, heading }) => change("removed", key, `取消章节“${heading}”`)),
  ];
}

const sectionKey = ({ place }: PlacedItem): string => (place.kind === "section" ? place.section.key : place.kind);
const sectionName = ({ place, item }: PlacedItem): string =>
  place.kind === "section" ? place.section.heading : item.heading;

function itemChanges(placed: PlacedItem, scope: Scope): Change[] {
  const { item } = placed;
  const sources = scope.way.itemsFrom(item.key).flatMap((key) => scope.way.before.get(key) ?? []);
  const touched = scope.count((filled) => sources.reduce((sum, each) => sum + answersIn(filled, each.item.key), 0));
  const change = (kind: ChangeKind, { code, class: level, text }: Note): Change => ({
    code,
    kind,
    subject: "item",
    class: level,
    path: item.key,
    itemKey: item.key,
    text,
    touched,
  });
  const [source, ...more] = sources;
  if (!source) return [change("added", { code: "item.added", class: addedClass(item), text: addedText(placed) })];
  const siblings = scope.way.itemsTo(source.item.key);
  const notes: Change[] = [];
  const said = (list: readonly PlacedItem[]): string => list.map((each) => `“${each.item.heading}”`).join("、");
  if (more.length > 0)
    notes.push(
      change("merged", {
        code: "item.merged",
        class: "needs-work",
        text: `由${said(sources)}合并而来，正文和数据须核对`,
      }),
    );
  else if (siblings.length > 1)
    notes.push(
      change("split", { code: "item.split", class: "needs-work", text: `由${said(sources)}拆分而来，正文须重新归位` }),
    );
  else if (source.item.key !== item.key)
    notes.push(
      change("renamed", { code: "item.renamed", class: "safe", text: `由${said(sources)}改设，已填内容随之转来` }),
    );
  if (sectionKey(source) !== sectionKey(placed))
    notes.push(
      change("moved", {
        code: "item.moved",
        class: "safe",
        text: `由“${sectionName(source)}”移到“${sectionName(placed)}”`,
      }),
    );
  const unitName = (key: string): string => scope.to.units.find((unit) => unit.key === key)?.name ?? key;
  return [
    ...notes,
    ...(more.length > 0
      ? []
      : itemNotes(source.item, item, unitName).map((note) => ({
          ...change("changed", note),
          ...(note.code === "item.prose" ? { touched: scope.count(hasProse(source.item.key)) } : {}),
        }))),
    ...fieldsOf(item, scope),
    ...partsOf(sources, item, scope),
  ];
}

const hasProse =
  (key: string) =>
  (filled: FilledDraft): number =>
    filled.items.get(key)?.narrative ? 1 : 0;

const addedClass = (item: Item): ChangeClass =>
  item.prose || item.fields.some(({ required }) => required) || item.evidence.some(({ required }) => required)
    ? "needs-work"
    : "safe";

const addedText = (placed: PlacedItem): string =>
  `新增“${placedTitle(placed)}”，有${placed.item.fields.length}个数据项、${placed.item.evidence.length}类材料`;

function fieldsOf(item: Item, scope: Scope): Change[] {
  return item.fields.flatMap((field): Change[] => {
    const sources = scope.way.fieldsFrom(field.key).flatMap((key) => scope.way.fieldsBefore.get(key) ?? []);
    const touched = scope.count(
      (filled) => sources.filter((each) => filled.items.get(each.item.key)?.fields.has(each.field.key)).length,
    );
    const change = (kind: ChangeKind, { code, class: level, text }: Note): Change => ({
      code,
      kind,
      subject: "field",
      class: level,
      path: `${item.key}/${field.key}`,
      itemKey: item.key,
      text: `“${field.label}”${text}`,
      touched,
    });
    const [source, ...more] = sources;
    if (!source)
      return [
        {
          ...change("added", { code: "field.added", class: field.required ? "needs-work" : "safe", text: "" }),
          text: `新增${field.required ? "必填" : "选填"}数据项“${field.label}”`,
        },
      ];
    if (more.length > 0)
      return [
        change("merged", {
          code: "field.merged",
          class: "needs-work",
          text: `由${sources.map((each) => `“${each.field.label}”`).join("、")}合并，须按新口径填写`,
        }),
      ];
    const divided = scope.way.fieldsTo(source.field.key).length > 1;
    return [
      ...(divided
        ? [
            change("split", {
              code: "field.split",
              class: "needs-work",
              text: `由“${source.field.label}”拆分，须按新口径填写`,
            }),
          ]
        : []),
      ...(!divided && source.field.key !== field.key
        ? [change("renamed", { code: "field.renamed", class: "safe", text: `沿用“${source.field.label}”的数据` })]
        : []),
      ...(scope.way.itemsFrom(item.key).includes(source.item.key)
        ? []
        : [change("moved", { code: "field.moved", class: "safe", text: `由“${source.item.heading}”移来` })]),
      ...fieldNotes(source.field, field).map((note) => change("changed", note)),
    ];
  });
}

function partsOf(sources: readonly PlacedItem[], item: Item, scope: Scope): Change[] {
  const slotsBefore = sources.flatMap((each) => each.item.evidence);
  const slots = slotChanges(slotsBefore, item.evidence).map(
    (each): Change => ({
      code: each.code,
      kind: each.kind,
      subject: "slot",
      class: each.class,
      path: `${item.key}/evidence/${each.key}`,
      itemKey: item.key,
      text: each.text,
      touched: scope.count(
        (filled) => sources.filter((source) => filled.items.get(source.item.key)?.slots.has(each.key)).length,
      ),
    }),
  );
  const rules = ruleChanges(
    sources.flatMap((each) => each.item.rules),
    item.rules,
  ).map(
    (each): Change => ({
      code: each.code,
      kind: each.kind,
      subject: "rule",
      class: each.class,
      path: `${item.key}/rules/${each.key}`,
      itemKey: item.key,
      text: each.text,
      touched: NOBODY,
    }),
  );
  return [...slots, ...rules];
}

function removedItems({ way, count }: Scope): Change[] {
  return [...way.before.values()]
    .filter(({ item }) => way.itemsTo(item.key).length === 0)
    .map((placed) => ({
      code: "item.removed",
      kind: "removed",
      subject: "item",
      class: "breaking",
      path: placed.item.key,
      text: `取消“${placedTitle(placed)}”`,
      // figures that go on in another item are not lost with it
      touched: count((filled) => {
        const { fields = new Set<string>(), narrative = false } = filled.items.get(placed.item.key) ?? {};
        return [...fields].filter((key) => way.fieldsTo(key).length === 0).length + (narrative ? 1 : 0);
      }),
    }));
}

/** Fields that are gone although their item goes on; those of an item that is gone are counted with it. */
function removedFields({ way, count }: Scope): Change[] {
  return [...way.fieldsBefore.values()]
    .filter(({ item, field }) => way.itemsTo(item.key).length > 0 && way.fieldsTo(field.key).length === 0)
    .map(({ item, field }: { item: Item; field: Field }) => {
      const [itemKey] = way.itemsTo(item.key);
      return {
        code: "field.removed",
        kind: "removed",
        subject: "field",
        class: "breaking",
        path: `${item.key}/${field.key}`,
        ...(itemKey === undefined ? {} : { itemKey }),
        text: `取消数据项“${field.label}”`,
        touched: count((filled) => (filled.items.get(item.key)?.fields.has(field.key) ? 1 : 0)),
      };
    });
}

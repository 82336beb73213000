import { type Answer, emptyAnswer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { same } from "#core/answer/canonical.ts";
import { type CarriedPart, parseCarriedPath, priorPath, valuePath } from "#core/answer/carried.ts";
import { type Continued, continued } from "#core/builder/continued.ts";
import { renameInNarrative } from "#core/builder/references.ts";
import { fitValue } from "#core/builder/upgrade-value.ts";
import type { Field } from "#core/field/definition.ts";
import { cellValue, displayValue } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { type Lookup, resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export type UpgradeState = "kept" | "moved" | "orphaned";

/** One thing that was filled in, and what becomes of it on the new version. */
export interface UpgradePart {
  /** narrative, values.教育支出, values.教育支出.prior, explanations.slot:list */
  path: string;
  itemKey: string;
  /** title of the old item and label of the field, for people */
  title: string;
  label: string;
  /** what it says, for people */
  text: string;
  value: StoredValue;
  state: UpgradeState;
  to?: { itemKey: string; path: string };
  /** why it has no place, or what to look at */
  note?: string;
}

export interface UpgradePlan {
  /** the answers on the new version, by new item key; nothing else stands there */
  answers: Map<string, Answer>;
  parts: UpgradePart[];
  /** of `parts`: what has no place in the new version; it is kept beside the draft and shown */
  orphans: UpgradePart[];
  counts: Record<UpgradeState, number>;
}

/**
 * What a running draft becomes on a newer version of its checklist. Nothing is guessed and nothing is lost: every value,
 * every prose and every explanation is kept where it was, moved along the lineage, or an orphan that is kept and shown.
 * A mark "done" stays only where the item is still the same. Writes nothing.
 */
export function planUpgrade(
  from: Template,
  to: Template,
  stored: ReadonlyMap<string, Answer>,
  known: readonly Template[] = [],
): UpgradePlan {
  const upgrade = new Upgrade(continued(from, to, known), stored);
  for (const [itemKey, answer] of stored) upgrade.take(itemKey, answer);
  const parts = upgrade.parts;
  const count = (state: UpgradeState): number => parts.filter((part) => part.state === state).length;
  return {
    answers: upgrade.answers,
    parts,
    orphans: parts.filter(({ state }) => state === "orphaned"),
    counts: { kept: count("kept"), moved: count("moved"), orphaned: count("orphaned") },
  };
}

type Said = Pick<UpgradePart, "path" | "label" | "text" | "value">;

class Upgrade {
  readonly answers = new Map<string, Answer>();
  readonly parts: UpgradePart[] = [];
  readonly #way: Continued;
  /** what prose quoted on the old version: its figures may be gone with their fields */
  readonly #before: Lookup;
  readonly #renamed: ReadonlyMap<string, string>;

  constructor(way: Continued, stored: ReadonlyMap<string, Answer>) {
    this.#way = way;
    this.#before = {
      field: (key) => way.fieldsBefore.get(key)?.field,
      value: (key) => stored.get(way.fieldsBefore.get(key)?.item.key ?? "")?.values[key],
    };
    const sole = [...way.fieldsBefore.keys()].flatMap((key): [string, string][] => {
      const [next, ...more] = way.fieldsTo(key);
      return next === undefined || more.length > 0 || next === key ? [] : [[key, next]];
    });
    this.#renamed = new Map(sole);
  }

  take(itemKey: string, answer: Answer): void {
    for (const [key, value] of Object.entries(answer.values)) this.#value(itemKey, key, value, answer);
    if (answer.narrative !== undefined) this.#narrative(itemKey, answer.narrative, answer);
    for (const [id, text] of Object.entries(answer.explanations)) this.#explanation(itemKey, id, text);
    const [next, ...more] = this.#way.itemsTo(itemKey);
    if (answer.done && next !== undefined && more.length === 0 && this.#unchanged(itemKey, next))
      this.answers.set(next, { ...this.#at(next), done: true });
  }

  #at(itemKey: string): Answer {
    return this.answers.get(itemKey) ?? emptyAnswer();
  }

  #unchanged(before: string, after: string): boolean {
    const [was, now] = [this.#way.before.get(before)?.item, this.#way.after.get(after)?.item];
    return same(was && asked(was), now && asked(now));
  }

  #note(itemKey: string, said: Said, to: { itemKey: string; path: string } | undefined, note?: string): undefined {
    const placed = this.#way.before.get(itemKey);
    const kept = to?.itemKey === itemKey && to.path === said.path;
    this.parts.push({
      ...said,
      itemKey,
      title: placed ? placedTitle(placed) : itemKey,
      state: to === undefined ? "orphaned" : kept ? "kept" : "moved",
      ...(to === undefined ? {} : { to }),
      ...(note === undefined ? {} : { note }),
    });
  }

  #value(itemKey: string, key: string, value: StoredValue, answer: Answer): undefined {
    const owned = this.#way.fieldsBefore.get(key);
    const field = owned?.item.key === itemKey ? owned.field : undefined;
    const text = (field && readText(field, value)) || plainText(value);
    const said: Said = { path: valuePath(key), label: field?.label ?? key, text, value };
    if (field === undefined) return this.#note(itemKey, said, undefined, "原清单中没有这个数据项");
    const [target, ...others] = this.#way.fieldsTo(key);
    if (target === undefined) return this.#note(itemKey, said, undefined, "新版本取消了这个数据项");
    if (others.length > 0) return this.#note(itemKey, said, undefined, "数据项已拆分，请按新口径填写");
    if (this.#way.fieldsFrom(target).length > 1)
      return this.#note(itemKey, said, undefined, "几个数据项合并成了一个，请按新口径填写");
    const now = this.#way.fieldsAfter.get(target);
    const fit = now && fitValue(field, value, now.field);
    if (!now || !fit?.ok) return this.#note(itemKey, said, undefined, fit?.ok === false ? fit.error : "");
    const home = now.item.key;
    const at = this.#at(home);
    this.answers.set(home, { ...at, values: { ...at.values, [target]: fit.value.value } });
    this.#note(itemKey, said, { itemKey: home, path: valuePath(target) }, fit.value.note);
    this.#carried(home, valuePath(target), answer.carried?.[valuePath(key)], said.value, fit.value.value);
    const { prior } = fit.value;
    if (prior === undefined) this.#carried(home, priorPath(target), answer.carried?.[priorPath(key)]);
    else
      this.#note(
        itemKey,
        { path: priorPath(key), label: `${field.label}（上期数）`, text: prior, value: prior },
        undefined,
        "新版本不再填上期数",
      );
  }

  /** Where it came from goes with it; what was converted on the way is compared with what it was converted to. */
  #carried(itemKey: string, path: string, part: CarriedPart | undefined, was?: StoredValue, now?: StoredValue): void {
    if (part === undefined || parseCarriedPath(path) === undefined) return;
    const at = this.#at(itemKey);
    const moved = now !== undefined && same(part.was, was) ? { ...part, was: now } : part;
    this.answers.set(itemKey, { ...at, carried: { ...at.carried, [path]: at.carried?.[path] ?? moved } });
  }

  #narrative(itemKey: string, narrative: string, answer: Answer): undefined {
    const text = resolveNarrative(narrative, this.#before).map(runText).join("\n");
    const said: Said = { path: "narrative", label: "正文", text, value: narrative };
    const [target, ...others] = this.#way.itemsTo(itemKey);
    if (target === undefined) return this.#note(itemKey, said, undefined, "新版本取消了这一条");
    const item = this.#way.after.get(target)?.item;
    const wanted = item?.prose || this.#way.before.get(itemKey)?.item.prose === false;
    if (!wanted) return this.#note(itemKey, said, undefined, "新版本中这一条不填正文");
    const at = this.#at(target);
    const renamed = renameInNarrative(narrative, this.#renamed);
    const joined = at.narrative === undefined ? renamed : `${at.narrative}\n${renamed}`;
    if (joined.length > MAX_NARRATIVE) return this.#note(itemKey, said, undefined, "合并后正文过长，请删减后放入");
    this.answers.set(target, { ...at, narrative: joined });
    const note =
      others.length > 0
        ? "条目已拆分，正文先放在其中第一条，请归位"
        : at.narrative === undefined
          ? undefined
          : "几条合并成一条，正文依次相接，请通读";
    this.#note(itemKey, said, { itemKey: target, path: "narrative" }, note);
    this.#carried(target, "narrative", answer.carried?.["narrative"]);
  }

  #explanation(itemKey: string, id: string, text: string): undefined {
    const said: Said = { path: `explanations.${id}`, label: "书面说明", text, value: text };
    const [target] = this.#way.itemsTo(itemKey);
    const item = target === undefined ? undefined : this.#way.after.get(target)?.item;
    if (target === undefined || !item) return this.#note(itemKey, said, undefined, "新版本取消了这一条");
    // ids of findings name their item: rule:pay:not-less, missing:pay:教师平均工资
    const parts = id.split(":");
    const moved = parts.map((part, index) => (index === 1 && part === itemKey ? target : part)).join(":");
    const slot = parts[0] === "slot" ? parts[1] : undefined;
    if (slot !== undefined && !item.evidence.some(({ key }) => key === slot))
      return this.#note(itemKey, said, undefined, "新版本取消了这类材料");
    const at = this.#at(target);
    if (Object.hasOwn(at.explanations, moved))
      return this.#note(itemKey, said, undefined, "合并后同一处已有书面说明，请核对");
    this.answers.set(target, { ...at, explanations: { ...at.explanations, [moved]: text } });
    this.#note(itemKey, said, { itemKey: target, path: `explanations.${moved}` });
  }
}

const plainText = (value: StoredValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A figure with its unit: it is read where its field is no more. */
const readText = (field: Field, value: StoredValue): string =>
  field.type === "number" ? displayValue(field, value) : String(cellValue(field, value));

/** What an item asks for; how it words it does not undo anybody's mark. */
const asked = ({ fields, evidence, rules, prose }: Template["cover"]) => ({ fields, evidence, rules, prose });

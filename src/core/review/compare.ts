import { same } from "#core/answer/canonical.ts";
import { diffText } from "#core/answer/merge-text.ts";
import { displayValue } from "#core/field/table.ts";
import type {
  EvidenceChangeKind,
  FigureChange,
  FrozenEvidenceChange,
  ItemDifference,
} from "#core/review/difference.ts";
import type { FrozenEvidence, FrozenItem } from "#core/review/frozen.ts";
import type { Item } from "#core/template/schema.ts";

export interface InRound {
  round: number;
  item: FrozenItem;
}

/** What an item says differently in a later frozen version. */
export function itemDifference(item: Item, before: InRound, after: InRound): ItemDifference {
  const [from, to] = [before.item, after.item];
  return {
    fromRound: before.round,
    toRound: after.round,
    changed: from.hash !== to.hash,
    text: from.text === to.text ? [] : diffText(from.text, to.text),
    figures: figureChanges(item, from, to),
    explanations: explanationChanges(from, to),
    evidence: evidenceChanges(from.evidence, to.evidence),
    selfScore: from.selfScore === to.selfScore ? null : { from: from.selfScore, to: to.selfScore },
  };
}

const figureChanges = (item: Item, from: FrozenItem, to: FrozenItem): FigureChange[] =>
  item.fields.flatMap((field) => {
    const [was, is] = [from.values[field.key], to.values[field.key]];
    if (same(was, is)) return [];
    return [{ fieldKey: field.key, label: field.label, from: displayValue(field, was), to: displayValue(field, is) }];
  });

const explanationChanges = (from: FrozenItem, to: FrozenItem): ItemDifference["explanations"] =>
  [...new Set([...Object.keys(from.explanations), ...Object.keys(to.explanations)])].flatMap((id) => {
    const [was, is] = [from.explanations[id] ?? "", to.explanations[id] ?? ""];
    return was === is ? [] : [{ id, from: was, to: is }];
  });

/** By the records' ids: in the order of the later version, what is gone at the end. */
function evidenceChanges(from: readonly FrozenEvidence[], to: readonly FrozenEvidence[]): FrozenEvidenceChange[] {
  const before = new Map(from.map((each) => [each.evidenceId, each]));
  const kept = new Set(to.map(({ evidenceId }) => evidenceId));
  const changed = to.flatMap((is): FrozenEvidenceChange[] => {
    const was = before.get(is.evidenceId);
    const kind = was === undefined ? "added" : changeOf(was, is);
    return kind === undefined ? [] : [changeEntry(kind, was, is)];
  });
  return [
    ...changed,
    ...from.filter(({ evidenceId }) => !kept.has(evidenceId)).map((was) => changeEntry("removed", was, undefined)),
  ];
}

function changeOf(was: FrozenEvidence, is: FrozenEvidence): EvidenceChangeKind | undefined {
  if (was.sha256 !== is.sha256) return "replaced";
  if (!same({ ...was, number: "" }, { ...is, number: "" })) return "described";
  return was.number === is.number ? undefined : "moved";
}

function changeEntry(
  kind: EvidenceChangeKind,
  was: FrozenEvidence | undefined,
  is: FrozenEvidence | undefined,
): FrozenEvidenceChange {
  const side = (each: FrozenEvidence | undefined) =>
    each === undefined ? null : { number: each.number, title: each.title, sha256: each.sha256 };
  const named = is ?? was;
  return { kind, evidenceId: named?.evidenceId ?? "", title: named?.title ?? "", from: side(was), to: side(is) };
}

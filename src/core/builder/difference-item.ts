import { same } from "#core/answer/canonical.ts";
import type { ChangeClass, ChangeKind } from "#core/builder/change.ts";
import type { Note } from "#core/builder/difference-field.ts";
import type { EvidenceSlot, Item, Rule } from "#core/template/schema.ts";

const note = (code: string, level: ChangeClass, text: string): Note => ({ code: `item.${code}`, class: level, text });

/** What changed in what an item says and asks, its fields, evidence and rules left out. */
export function itemNotes(was: Item, now: Item, unitName: (key: string) => string): Note[] {
  const notes: Note[] = [];
  if (was.heading !== now.heading) notes.push(note("heading", "safe", `标题由“${was.heading}”改为“${now.heading}”`));
  if (was.guidance !== now.guidance) notes.push(note("guidance", "safe", "填报说明有修改"));
  if (!same(was.basis, now.basis)) notes.push(note("basis", "safe", "依据有修改"));
  if (was.narrative !== now.narrative) notes.push(note("narrative", "safe", "参考文稿有修改"));
  if (was.points !== now.points)
    notes.push(note("points", "safe", `分值由${was.points ?? "不计分"}改为${now.points ?? "不计分"}`));
  if ((was.bonus ?? false) !== (now.bonus ?? false))
    notes.push(note("bonus", "safe", now.bonus ? "改为加分项" : "不再是加分项"));
  if ((was.veto ?? false) !== (now.veto ?? false))
    notes.push(note("veto", now.veto ? "needs-work" : "safe", now.veto ? "列为一票否决" : "不再一票否决"));
  if (was.prose !== now.prose)
    notes.push(now.prose ? note("prose", "needs-work", "增加正文，须补写") : note("prose", "breaking", "不再填写正文"));
  if (was.lead !== now.lead)
    notes.push(note("lead", "needs-work", `责任单位改为${now.lead === undefined ? "未指定" : unitName(now.lead)}`));
  if (!same(was.support, now.support))
    notes.push(note("support", "safe", `配合单位改为${now.support.map(unitName).join("、") || "无"}`));
  return notes;
}

export interface PartChange extends Note {
  kind: ChangeKind;
  key: string;
}

export function slotChanges(was: readonly EvidenceSlot[], now: readonly EvidenceSlot[]): PartChange[] {
  const part = (code: string, kind: ChangeKind, level: ChangeClass, key: string, text: string): PartChange => ({
    code: `slot.${code}`,
    kind,
    class: level,
    key,
    text,
  });
  return [
    ...was
      .filter(({ key }) => !now.some((slot) => slot.key === key))
      .map(({ key, title }) =>
        part("removed", "removed", "needs-work", key, `取消材料“${title}”，已传的材料仍留在本项，须另归类`),
      ),
    ...now.flatMap((slot): PartChange[] => {
      const before = was.find(({ key }) => key === slot.key);
      const must = slot.required ? "必备" : "选备";
      if (!before)
        return [
          part("added", "added", slot.required ? "needs-work" : "safe", slot.key, `新增${must}材料“${slot.title}”`),
        ];
      const required = slot.required && !before.required;
      return same(before, slot)
        ? []
        : [
            part(
              "changed",
              "changed",
              required ? "needs-work" : "safe",
              slot.key,
              required ? `材料“${slot.title}”改为必备` : `材料“${slot.title}”的要求有修改`,
            ),
          ];
    }),
  ];
}

const SEVERITY: Record<Rule["severity"], string> = { error: "须改正", warning: "须说明", notice: "提示" };

export function ruleChanges(was: readonly Rule[], now: readonly Rule[]): PartChange[] {
  const weighs = ({ severity, standing }: Rule): ChangeClass =>
    severity === "notice" || standing === "unverified" ? "safe" : "needs-work";
  return [
    ...was
      .filter(({ key }) => !now.some((rule) => rule.key === key))
      .map(
        ({ key, message }): PartChange => ({
          code: "rule.removed",
          kind: "removed",
          class: "safe",
          key,
          text: `取消校验“${message}”`,
        }),
      ),
    ...now.flatMap((rule): PartChange[] => {
      const before = was.find(({ key }) => key === rule.key);
      if (before && same(before, rule)) return [];
      const level = before && same({ ...before, message: "", ref: "" }, { ...rule, message: "", ref: "" });
      return [
        {
          code: before ? "rule.changed" : "rule.added",
          kind: before ? "changed" : "added",
          class: level ? "safe" : weighs(rule),
          key: rule.key,
          text: `${before ? "修改" : "新增"}校验“${rule.message}”（${SEVERITY[rule.severity]}）`,
        },
      ];
    }),
  ];
}

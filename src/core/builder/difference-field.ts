import { same } from "#core/answer/canonical.ts";
import type { ChangeClass } from "#core/builder/change.ts";
import type { Field, FieldOf } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { sameDimension } from "#core/quantity/unit.ts";

/** A change of one property, before it is known whom it touches. */
export interface Note {
  code: string;
  class: ChangeClass;
  text: string;
}

const note = (code: string, level: ChangeClass, text: string): Note => ({ code: `field.${code}`, class: level, text });

/** What changed in the definition of a field that goes on. */
export function fieldNotes(was: Field, now: Field): Note[] {
  if (was.type !== now.type)
    return [note("type", "breaking", `类型由${TYPE_TEXT[was.type]}改为${TYPE_TEXT[now.type]}`)];
  const notes: Note[] = [];
  if (was.label !== now.label) notes.push(note("label", "safe", `名称由“${was.label}”改为“${now.label}”`));
  if (was.required !== now.required)
    notes.push(note("required", now.required ? "needs-work" : "safe", now.required ? "改为必填" : "改为选填"));
  if (was.period !== now.period)
    notes.push(note("period", "needs-work", `时期由“${was.period ?? "未注明"}”改为“${now.period ?? "未注明"}”`));
  if (was.hint !== now.hint) notes.push(note("hint", "safe", "填报说明有修改"));
  if (was.carry !== now.carry || was.use !== now.use || was.group !== now.group)
    notes.push(note("layout", "safe", "分组、用途或沿用办法有修改"));
  return [...notes, ...typeNotes(was, now)];
}

function typeNotes(was: Field, now: Field): Note[] {
  if (was.type === "number" && now.type === "number") return numberNotes(was, now);
  if (was.type === "choice" && now.type === "choice") return optionNotes(was.options, now.options, "选项", "safe");
  if (was.type === "stages" && now.type === "stages") return stageNotes(was, now);
  if ((was.type === "text" && now.type === "text") || (was.type === "paragraph" && now.type === "paragraph")) {
    if (was.maxLength === now.maxLength) return [];
    const shorter = now.maxLength < was.maxLength;
    return [note("length", shorter ? "needs-work" : "safe", `字数上限由${was.maxLength}改为${now.maxLength}`)];
  }
  return [];
}

function numberNotes(was: FieldOf<"number">, now: FieldOf<"number">): Note[] {
  const notes: Note[] = [];
  if (was.unit !== now.unit)
    notes.push(
      sameDimension(was.unit, now.unit)
        ? note("unit", "needs-work", `单位由${was.unit}改为${now.unit}，已填的数换算后须核对`)
        : note("unit", "breaking", `单位由${was.unit || "无"}改为${now.unit || "无"}，已填的数不再适用`),
    );
  if (was.precision !== now.precision)
    notes.push(
      note(
        "precision",
        now.precision < was.precision ? "needs-work" : "safe",
        `小数位数由${was.precision}改为${now.precision}`,
      ),
    );
  if (was.min !== now.min || was.max !== now.max)
    notes.push(note("range", narrower(was, now) ? "needs-work" : "safe", `取值范围改为${rangeText(now)}`));
  if ((was.prior === undefined) !== (now.prior === undefined))
    notes.push(
      now.prior === undefined
        ? note("prior", "breaking", "不再填上期数")
        : note("prior", "needs-work", "增加上期数，须补填"),
    );
  else if (was.prior !== now.prior)
    notes.push(note("prior", "needs-work", `上期由“${was.prior}”改为“${now.prior}”，上期数须核对`));
  if (was.indicator !== now.indicator) notes.push(note("indicator", "needs-work", "所对应的指标有变，口径须核对"));
  if (!same(was.aim, now.aim)) notes.push(note("aim", "safe", "规划目标有修改"));
  return notes;
}

const narrower = (was: FieldOf<"number">, now: FieldOf<"number">): boolean =>
  (now.min !== undefined && (was.min === undefined || compareDecimals(now.min, was.min) > 0)) ||
  (now.max !== undefined && (was.max === undefined || compareDecimals(now.max, was.max) < 0));

const rangeText = ({ min, max }: FieldOf<"number">): string =>
  min === undefined && max === undefined ? "不限" : `${min ?? "不限"}至${max ?? "不限"}`;

interface Option {
  key: string;
  label: string;
}

function optionNotes(was: readonly Option[], now: readonly Option[], what: string, added: ChangeClass): Note[] {
  const gone = was.filter(({ key }) => !now.some((each) => each.key === key));
  const come = now.filter(({ key }) => !was.some((each) => each.key === key));
  const said = now.filter(({ key, label }) => was.some((each) => each.key === key && each.label !== label));
  const list = (options: readonly Option[]): string => options.map(({ label }) => `“${label}”`).join("、");
  return [
    ...(gone.length > 0 ? [note("option-removed", "breaking", `取消${what}${list(gone)}`)] : []),
    ...(come.length > 0 ? [note("option-added", added, `增加${what}${list(come)}`)] : []),
    ...(said.length > 0 ? [note("option-label", "safe", `${what}${list(said)}的名称有修改`)] : []),
  ];
}

function stageNotes(was: FieldOf<"stages">, now: FieldOf<"stages">): Note[] {
  const measures = [was.spending, was.pupils, was.perPupil];
  const units = [now.spending, now.pupils, now.perPupil].filter(
    (each, index) => each.unit !== measures[index]?.unit || each.precision !== measures[index]?.precision,
  );
  return [
    ...optionNotes(was.stages, now.stages, "学段", "needs-work"),
    ...(same(was.years, now.years) ? [] : [note("years", "needs-work", "所填年份有变")]),
    ...(units.length === 0
      ? []
      : [note("measure", "needs-work", `${units.map(({ label }) => label).join("、")}的单位或小数位数有变，须核对`)]),
    ...(same(was.within, now.within) && was.severity === now.severity ? [] : [note("check", "safe", "核对办法有修改")]),
  ];
}

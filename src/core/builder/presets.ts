import type { Edit } from "#core/builder/edit.ts";
import type { Field } from "#core/field/definition.ts";
import { isCanonicalDecimal } from "#core/quantity/decimal-text.ts";
import { assertNever, err, ok, type Result } from "#core/result.ts";
import type { Rule } from "#core/template/schema.ts";

/** Rules that people choose instead of writing them. */
export type Preset =
  /** 不低于上年 */
  | { kind: "not-below-prior"; field: string }
  /** 不低于标准、不高于标准: a figure, or another field */
  | { kind: "at-least" | "at-most"; field: string; than: string }
  /** 各部分之和 */
  | { kind: "sum"; field: string; parts: string[] }
  /** 占比, in percent with so many places */
  | { kind: "share"; field: string; part: string; whole: string; places: number }
  /** 若…则必填: by a yes, or by an option */
  | { kind: "required-if"; field: string; condition: string; is: { yes: boolean } | { option: string } };

export const PRESET_TEXT: Record<Preset["kind"] | "evidence", string> = {
  "not-below-prior": "不低于上年",
  "at-least": "不低于标准",
  "at-most": "不高于标准",
  sum: "等于各部分之和",
  share: "等于占比",
  "required-if": "若…则必填",
  evidence: "至少一份材料",
};

type Written = Pick<Rule, "expect" | "message"> & { when?: string; field: string };

/** What a preset needs of its fields; the message names the remedy. */
export function writePreset(preset: Preset, fields: (key: string) => Field | undefined): Result<Written, string> {
  const number = (key: string): Result<Extract<Field, { type: "number" }>, string> => {
    const field = fields(key);
    return field?.type === "number" ? ok(field) : err(`“${key}”不是数字项，请选择数字项`);
  };
  const label = (key: string): string => fields(key)?.label ?? key;
  if (preset.kind === "required-if") return writeRequired(preset, fields);
  const target = number(preset.field);
  if (!target.ok) return target;
  const said = `“${target.value.label}”`;
  switch (preset.kind) {
    case "not-below-prior":
      return target.value.prior === undefined
        ? err(`${said}没有上期数，请先为它设上期`)
        : ok({ ...expressed(preset), message: `${said}低于上年，请核对或说明原因` });
    case "at-least":
    case "at-most": {
      const other = isCanonicalDecimal(preset.than) ? undefined : number(preset.than);
      if (other && !other.ok) return other;
      const bound = other ? `“${other.value.label}”` : `${preset.than}${target.value.unit}`;
      return ok({ ...expressed(preset), message: `${said}${preset.kind === "at-least" ? "低于" : "高于"}${bound}` });
    }
    case "sum": {
      const parts = preset.parts.map(number);
      const wrong = parts.find((part) => !part.ok);
      if (wrong && !wrong.ok) return wrong;
      if (preset.parts.length < 2) return err("请至少选择两个部分");
      if (preset.parts.includes(preset.field)) return err("合计不能包括它自己");
      return ok({ ...expressed(preset), message: `${said}不等于${preset.parts.map(label).join("、")}之和` });
    }
    case "share": {
      const parts = [number(preset.part), number(preset.whole)];
      const wrong = parts.find((part) => !part.ok);
      if (wrong && !wrong.ok) return wrong;
      return ok({
        ...expressed(preset),
        message: `${said}不等于“${label(preset.part)}”占“${label(preset.whole)}”的比例`,
      });
    }
    default:
      return assertNever(preset);
  }
}

function writeRequired(
  preset: Extract<Preset, { kind: "required-if" }>,
  fields: (key: string) => Field | undefined,
): Result<Written, string> {
  const [field, condition] = [fields(preset.field), fields(preset.condition)];
  if (!field || !["number", "text", "paragraph", "date", "choice", "yesno"].includes(field.type))
    return err("必填的须是数字、文字、日期、选项或是否，请另选");
  if ("yes" in preset.is) {
    if (condition?.type !== "yesno") return err("条件须是“是否”项，请另选");
    const message = `“${condition.label}”为${preset.is.yes ? "是" : "否"}时，须填写“${field.label}”`;
    return ok({ ...expressed(preset), message });
  }
  const { option } = preset.is;
  const chosen = condition?.type === "choice" ? condition.options.find(({ key }) => key === option) : undefined;
  if (!condition || !chosen) return err("条件须是选项之一，请另选");
  return ok({ ...expressed(preset), message: `“${condition.label}”为“${chosen.label}”时，须填写“${field.label}”` });
}

/** The expressions of a preset. */
function expressed(preset: Preset): { expect: string; when?: string; field: string } {
  const { field } = preset;
  switch (preset.kind) {
    case "not-below-prior":
      return { field, expect: `${field} >= 上年.${field}` };
    case "at-least":
      return { field, expect: `${field} >= ${preset.than}` };
    case "at-most":
      return { field, expect: `${field} <= ${preset.than}` };
    case "sum":
      return { field, expect: `${field} = 合计(${preset.parts.join(", ")})` };
    case "share":
      return { field, expect: `${field} = 商(积(${preset.part}, 100), ${preset.whole}, ${preset.places})` };
    case "required-if": {
      const value = "yes" in preset.is ? String(preset.is.yes) : JSON.stringify(preset.is.option);
      return { field, expect: `${field} != null`, when: `${preset.condition} = ${value}` };
    }
    default:
      return assertNever(preset);
  }
}

const NAME = "([\\p{Script=Han}A-Za-z][\\p{Script=Han}A-Za-z0-9]*)";
const FIGURE = "(-?\\d+(?:\\.\\d+)?)";
const shape = (source: string): RegExp => new RegExp(`^${source.replaceAll(" ", "\\s*")}$`, "u");
const PRIOR = shape(` ${NAME} >= 上年 \\. ${NAME} `);
const BOUND = shape(` ${NAME} (>=|<=) (?:${FIGURE}|${NAME}) `);
const SUM = shape(` ${NAME} = 合计 \\( (.+) \\) `);
const SHARE = shape(` ${NAME} = 商 \\( 积 \\( ${NAME} , 100 \\) , ${NAME} , (\\d{1,2}) \\) `);
const NEEDED = shape(` ${NAME} != null `);
const WHEN = shape(` ${NAME} = (true|false|"(?:[^"\\\\]|\\\\.)*") `);

/** The preset that an expression says, so that it opens as what it was chosen as; undefined = one of its own. */
export function recognisePreset({ expect, when }: Pick<Rule, "expect" | "when">): Preset | undefined {
  if (when !== undefined) return recogniseRequired(expect, when);
  const [, prior, priorOf] = PRIOR.exec(expect) ?? [];
  if (prior !== undefined && prior === priorOf) return { kind: "not-below-prior", field: prior };
  const [, share, part, whole, places] = SHARE.exec(expect) ?? [];
  if (share !== undefined && part !== undefined && whole !== undefined)
    return { kind: "share", field: share, part, whole, places: Number(places) };
  const [, total, list] = SUM.exec(expect) ?? [];
  if (total !== undefined && list !== undefined) {
    const parts = list.split(",").map((name) => name.trim());
    const names = parts.length > 1 && parts.every((name) => new RegExp(`^${NAME}$`, "u").test(name));
    return names ? { kind: "sum", field: total, parts } : undefined;
  }
  const [, field, sign, figure, name] = BOUND.exec(expect) ?? [];
  const than = figure ?? name;
  if (field === undefined || than === undefined || than === "null") return undefined;
  return { kind: sign === ">=" ? "at-least" : "at-most", field, than };
}

function recogniseRequired(expect: string, when: string): Preset | undefined {
  const [, field] = NEEDED.exec(expect) ?? [];
  const [, condition, value] = WHEN.exec(when) ?? [];
  if (field === undefined || condition === undefined || value === undefined) return undefined;
  if (value === "true" || value === "false")
    return { kind: "required-if", field, condition, is: { yes: value === "true" } };
  try {
    return { kind: "required-if", field, condition, is: { option: String(JSON.parse(value)) } };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** 至少一份材料 is no expression: the slot itself says so. */
export const requireEvidence = (item: string, slot: string): Edit => ({
  kind: "set",
  at: { kind: "slot", item, key: slot },
  patch: { required: true },
});

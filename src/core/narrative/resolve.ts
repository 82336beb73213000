import type { Field } from "#core/field/definition.ts";
import { displayValue, numberOf } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { type Aspect, parseNarrative, type TokenSegment } from "#core/narrative/tokens.ts";
import { compareDecimals, growthPercent, subtractDecimals } from "#core/quantity/decimal.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";
import { differenceUnit } from "#core/quantity/unit.ts";
import { assertNever } from "#core/result.ts";
import { stageMovementAt, stageText } from "#core/stage/token.ts";

/** A piece of resolved prose: plain text, a quoted figure, or a visible gap where nothing can be quoted yet. */
export type Run =
  | { kind: "text"; text: string }
  | { kind: "figure"; text: string; field: string }
  | { kind: "gap"; text: string; field: string; reason: "unknown-field" | "unknown-aspect" | "unanswered" };

export interface Lookup {
  field: (key: string) => Field | undefined;
  value: (key: string) => StoredValue | undefined;
}

const gap = (token: TokenSegment, reason: "unknown-field" | "unknown-aspect" | "unanswered", label: string): Run => ({
  kind: "gap",
  text: `【${reason === "unanswered" ? "待填" : "无此数据"}：${label}】`,
  field: token.field,
  reason,
});

export function resolveToken(token: TokenSegment, lookup: Lookup): Run {
  const field = lookup.field(token.field);
  if (!field) return gap(token, "unknown-field", token.field);
  const value = lookup.value(token.field);
  if (field.type === "stages" && token.path !== undefined) {
    const cell = stageText(field, value, token.path);
    if (!cell.ok) return gap(token, "unknown-aspect", `${field.label}.${token.path}`);
    if (cell.value === undefined) return gap(token, "unanswered", `${field.label}·${token.path}`);
    return { kind: "figure", text: cell.value, field: token.field };
  }
  if (token.path !== undefined) return gap(token, "unknown-aspect", `${field.label}.${token.path}`);
  const text = token.aspect ? aspectText(field, value, token.aspect) : displayValue(field, value);
  if (text) return { kind: "figure", text, field: token.field };
  return gap(token, "unanswered", token.aspect ? `${field.label}·${token.aspect}` : field.label);
}

/** Undefined where the value, the prior value or a positive base is missing. */
export function aspectText(field: Field, value: StoredValue | undefined, aspect: Aspect): string | undefined {
  const number = numberOf(field, value);
  if (!number || field.type !== "number") return undefined;
  switch (aspect) {
    case "数值":
      return number.now;
    case "上年":
      return number.prior === undefined ? undefined : displayQuantity(number.prior, field.unit, undefined);
    case "增量":
    case "增幅": {
      if (number.now === undefined || number.prior === undefined) return undefined;
      const raw =
        aspect === "增量" ? subtractDecimals(number.now, number.prior) : growthPercent(number.now, number.prior);
      if (raw === undefined) return undefined;
      return `${raw.replace(/^-/, "")}${aspect === "增量" ? differenceUnit(field.unit) : "%"}`;
    }
    default:
      return assertNever(aspect);
  }
}

/** Up, down or level against the prior period; undefined where either is missing. */
export function movement(field: Field, value: StoredValue | undefined): "up" | "down" | "level" | undefined {
  const number = numberOf(field, value);
  if (number?.now === undefined || number.prior === undefined) return undefined;
  const order = compareDecimals(number.now, number.prior);
  return order > 0 ? "up" : order < 0 ? "down" : "level";
}

/** Which way the figure moved that a token prints the change of; undefined where it prints none. */
export function movementOf(token: TokenSegment, lookup: Lookup): ReturnType<typeof movement> {
  const field = lookup.field(token.field);
  const value = lookup.value(token.field);
  if (field?.type === "stages" && token.path !== undefined) return stageMovementAt(field, value, token.path);
  return field && (token.aspect === "增量" || token.aspect === "增幅") ? movement(field, value) : undefined;
}

/** Paragraphs of runs; blank lines are dropped. */
export function resolveNarrative(narrative: string, lookup: Lookup): Run[][] {
  return narrative
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) =>
      parseNarrative(line).map((segment) =>
        segment.kind === "text" ? { kind: "text", text: segment.text } : resolveToken(segment, lookup),
      ),
    );
}

export const runText = (runs: readonly Run[]): string => runs.map((run) => run.text).join("");

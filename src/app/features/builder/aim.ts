import { z } from "zod";
import type { Json } from "#app/features/builder/properties.tsx";
import type { Aim } from "#core/field/definition.ts";
import type { TargetOperator } from "#core/target/plan.ts";

export const OPERATOR_TEXT: Record<TargetOperator, string> = {
  ">=": "不低于",
  ">": "高于",
  "<=": "不高于",
  "<": "低于",
  "=": "达到",
  increase: "每年增加不少于",
  decrease: "每年减少不少于",
};

export const DIRECTION_TEXT: Record<Aim["direction"], string> = {
  up: "越高越好",
  down: "越低越好",
  none: "不分高低",
};

export const NEW_AIM: Json = { value: "0", operator: ">=", direction: "up", baselines: [], conflicts: [], records: [] };

export type AimPatch = Readonly<Partial<Record<keyof Aim, unknown>>>;

/** The aim with what was typed, not yet checked; an emptied text takes the property away. */
export const aimWith = (aim: Aim, patch: AimPatch): Json =>
  z
    .json()
    .parse(
      Object.fromEntries(
        Object.entries({ ...aim, ...patch }).filter(([, value]) => value !== "" && value !== undefined),
      ),
    );

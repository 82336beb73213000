import { decimalString } from "#core/quantity/decimal-string.ts";

/** A score is never negative and has two places at most. */
export const score = decimalString
  .refine((value) => !value.startsWith("-"), "得分不能为负数")
  .refine((value) => (value.split(".")[1]?.length ?? 0) <= 2, "得分最多保留两位小数");

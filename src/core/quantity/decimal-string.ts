import { z } from "zod";
import { isCanonicalDecimal } from "#core/quantity/decimal-text.ts";

/** A stored number: canonical, so that equal text means equal value and precision. */
export const decimalString = z
  .string()
  .regex(/^-?(0|[1-9]\d*)(\.\d+)?$/)
  .refine(isCanonicalDecimal, "数字须写成规范形式，最多24位");

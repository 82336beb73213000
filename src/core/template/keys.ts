import { z } from "zod";

/** Keys are stable for ever: answers are stored under them. */
export const itemKey = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, "小写字母开头，只含小写字母、数字和连字符");

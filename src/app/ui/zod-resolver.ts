import type { FieldError, FieldErrors, FieldValues, Resolver, ResolverResult } from "react-hook-form";
import type { z } from "zod";
import type { Endpoint } from "#core/api/endpoint.ts";

/** The JSON body that an endpoint takes, as the schema of its form: screen and server refuse by the same rule. */
export function bodySchema<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
): B {
  const { body } = endpoint;
  if (body === undefined || body === "bytes") throw new Error(`${endpoint.path} takes no JSON body`);
  return body as B;
}

/** Validates a form by a schema; the first fault of each field stands at that field. */
export const zodResolver =
  <V extends FieldValues, O>(schema: z.ZodType<O, V>): Resolver<V, unknown, O> =>
  (values) =>
    resolve(schema, values);

/** The same where the form holds its values in another shape than the schema; fields share their names. */
export function resolve<V extends FieldValues, O>(schema: z.ZodType<O>, candidate: unknown): ResolverResult<V, O> {
  const parsed = schema.safeParse(candidate, { error: plainMessage });
  if (parsed.success) return { values: parsed.data, errors: {} };
  const errors: Record<string, FieldError> = {};
  for (const issue of parsed.error.issues)
    errors[String(issue.path[0] ?? "root")] ??= { type: issue.code, message: issue.message };
  return { values: {}, errors: errors as FieldErrors<V> };
}

/** What a fault is called where the schema gives no message of its own. */
function plainMessage(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "too_small") return atLeast(issue.origin, issue.minimum);
  if (issue.code === "too_big")
    return issue.origin === "string" ? `最多${issue.maximum}个字符` : `不能大于${issue.maximum}`;
  return "请按要求填写";
}

function atLeast(origin: string, minimum: number | bigint): string {
  if (origin === "string") return `至少${minimum}个字符`;
  return origin === "array" ? `至少选择${minimum}项` : `不能小于${minimum}`;
}

import type { z } from "zod";
import type { Action } from "#core/access/access.ts";
import type { ErrorCode } from "#core/api/error.ts";

/** One contract per endpoint: the server parses the request with it, the app parses the response. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Hono pattern: /api/submissions/:submissionId */
  path: `/api/${string}`;
  /** checked by can(); "public" needs no session */
  action: Action | "public";
  summary: string;
  params?: Params;
  query?: Query;
  /** JSON body; absent = none. `bytes` bodies are streamed and named by the query. */
  body?: Body | "bytes";
  /** absent = 204, or bytes */
  response?: Response;
  errors: readonly ErrorCode[];
}

export const endpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> => definition;

/** /api/submissions/:submissionId + {submissionId: "x"} → /api/submissions/x */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`missing path parameter ${name}`);
    // An empty or dotted segment is taken out by URL normalisation, encoded or not: another route would be called.
    if (/^\.{0,2}$/.test(value)) throw new Error(`path parameter ${name} cannot be a path segment: "${value}"`);
    return encodeURIComponent(value);
  });
}

/** Who the page believes is signed in; a request that changes something is refused when the session is another person's. */
export const ACCOUNT_HEADER = "x-ziping-account";

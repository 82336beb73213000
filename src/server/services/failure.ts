import type { z } from "zod";
import type { ErrorCode, errorDetail, StaleAnswer } from "#core/api/error.ts";
import { err } from "#core/result.ts";

/** An expected failure: a stable code and what the user reads, which names the remedy. */
export interface Failure {
  code: ErrorCode;
  message: string;
  details?: ErrorDetail[];
  stale?: StaleAnswer;
}
export type ErrorDetail = z.infer<typeof errorDetail>;

export const fail = (code: ErrorCode, message: string, details?: ErrorDetail[]): { ok: false; error: Failure } =>
  err({ code, message, ...(details ? { details } : {}) });

export const notFound = (): { ok: false; error: Failure } =>
  fail("resource.not-found", "未找到所请求的内容，可能已变更，请返回列表后重试");

/** A request that its contract could not refuse but its meaning does. */
export const invalid = (path: string, code: string, message: string): { ok: false; error: Failure } =>
  fail("request.invalid", message, [{ path, code, message }]);

import type { StaleAnswer } from "#core/api/error.ts";
import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "#core/api/error.ts";
import type { Result } from "#core/result.ts";
import type { ErrorDetail, Failure } from "#server/services/failure.ts";

/** The one error of the HTTP boundary: everything that a user is told goes through it. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly stale: StaleAnswer | undefined;
  constructor({ code, message, details, stale }: Failure) {
    super(message);
    this.code = code;
    this.details = details;
    this.stale = stale;
  }
}

/** Services return what is expected to fail; the boundary throws it. */
export function unwrap<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new ApiError(result.error);
  return result.value;
}

export function errorResponse(error: ApiError, requestId: string): Response {
  const body: ErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      requestId,
      ...(error.details ? { details: error.details } : {}),
      ...(error.stale ? { stale: error.stale } : {}),
    },
  };
  return Response.json(body, { status: ERROR_STATUS[error.code] });
}

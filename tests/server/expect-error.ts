import { expect } from "vitest";
import { ERROR_STATUS, type ErrorBody, type ErrorCode, errorBody } from "#core/api/error.ts";
import type { ApiOutput } from "#mocks/call-api.ts";

/** The answer is this error, in the one shape that errors have. */
export function expectError(answer: ApiOutput, code: ErrorCode): ErrorBody["error"] {
  const { error } = errorBody.parse(answer.body);
  expect({ code: error.code, status: answer.status }).toEqual({ code, status: ERROR_STATUS[code] });
  expect(answer.headers.get("x-request-id")).toBe(error.requestId);
  return error;
}

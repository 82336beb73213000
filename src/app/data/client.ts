import type { z } from "zod";
import { learnServerTime } from "#app/data/clock.ts";
import { withNumber } from "#app/data/error-number.ts";
import { ACCOUNT_HEADER, type Endpoint, fillPath } from "#core/api/endpoint.ts";
import { type ErrorBody, type ErrorCode, errorBody } from "#core/api/error.ts";

/**
 * What a call can end in besides success. `offline` = no answer came at all. The message ends in the number under which
 * the server knows of it, so that it is shown wherever the message is.
 */
export class CallError extends Error {
  readonly code: ErrorCode | "offline" | "unreadable";
  readonly body: ErrorBody["error"] | undefined;
  /** the message alone, for a field that is to be repaired */
  readonly said: string;

  constructor(code: CallError["code"], said: string, body?: ErrorBody["error"]) {
    super(withNumber(said, body?.requestId));
    this.name = "CallError";
    this.code = code;
    this.body = body;
    this.said = said;
  }

  /** Other words for the same failure. */
  saying(text: string): string {
    return withNumber(text, this.body?.requestId);
  }
}

/** The password was right; the account's second step is missing. */
export const asksForCode = (error: unknown): boolean =>
  error instanceof CallError && error.code === "session.code-required";

type Of<T> = T extends z.ZodType ? z.input<T> : never;

export interface CallInput<P, Q, B> {
  params?: Of<P>;
  query?: Of<Q>;
  body?: Of<B>;
  signal?: AbortSignal;
  /** in whose name something is changed; the person whom this page was opened by, unless told otherwise */
  account?: string;
}

let openedBy: string | undefined;

/** From here on changes are asked for in this person's name, and refused when the session has become another's. */
export function actAs(accountId: string): void {
  openedBy = accountId;
}

let onSessionLost: () => void = () => undefined;

/** The shell is told when a call finds the session gone, wherever it happens. */
export function whenSessionLost(listener: () => void): void {
  onSessionLost = listener;
}

/** Calls an endpoint by its contract; the response is parsed before anybody sees it. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: CallInput<P, Q, B> = {},
): Promise<z.output<R>> {
  const response = await send(urlOf(endpoint, input), {
    method: endpoint.method,
    signal: input.signal ?? null,
    headers: headersOf(endpoint, input),
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  });
  return answerOf(endpoint, response);
}

async function answerOf<R extends z.ZodType>(
  endpoint: Pick<Endpoint<z.ZodType, z.ZodType, z.ZodType, R>, "response">,
  response: Response,
): Promise<z.output<R>> {
  if (!response.ok) throw await failure(response);
  if (!endpoint.response) return undefined as z.output<R>;
  const parsed = endpoint.response.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  const number = response.headers.get("x-request-id");
  throw new CallError("unreadable", withNumber("服务器的应答无法识别，请刷新页面；若仍如此，请联系管理员", number));
}

/** Calls an endpoint whose body is a file, which goes as it lies on the disk. */
export async function callWithFile<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, z.ZodType, R>,
  file: Blob,
  input: Pick<CallInput<P, Q, never>, "params" | "query">,
): Promise<z.output<R>> {
  const response = await send(urlOf(endpoint, input), {
    method: endpoint.method,
    headers: { "content-type": "application/octet-stream", ...headersOf(endpoint, {}) },
    body: file,
  });
  return answerOf(endpoint, response);
}

/** The bytes behind an address of the interface; what goes wrong is told as by `call`. `limit` = the first bytes only. */
export async function fetchBytes(
  url: string,
  { signal, limit }: { signal?: AbortSignal; limit?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send(url, {
    signal: signal ?? null,
    headers: limit === undefined ? {} : { range: `bytes=0-${limit - 1}` },
  });
  if (!response.ok) throw await failure(response);
  return new Uint8Array(await response.arrayBuffer());
}

export function urlOf(endpoint: Pick<Endpoint, "path">, input: { params?: unknown; query?: unknown }): string {
  const path = fillPath(endpoint.path, (input.params ?? {}) as Record<string, string>);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(name, String(value));
  // `query.size` is younger than the oldest browser
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

function headersOf(
  { method, action }: Endpoint,
  { body, account = openedBy }: CallInput<z.ZodType, z.ZodType, z.ZodType>,
) {
  const changes = method !== "GET" && action !== "public";
  return {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(changes && account !== undefined ? { [ACCOUNT_HEADER]: account } : {}),
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { credentials: "same-origin", ...init });
    learnServerTime(response.headers.get("date"));
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new CallError("offline", "连接不上服务器，请检查网络；已填内容保存在本机，恢复后自动上传");
  }
}

async function failure(response: Response): Promise<CallError> {
  const text = await response.text();
  const failed = failureOf(text);
  if (failed.code === "session.required" || failed.code === "session.changed") onSessionLost();
  return failed;
}

/** Reads an error body; anything else (a proxy's page) counts as the server being away. */
export function failureOf(text: string): CallError {
  const parsed = errorBody.safeParse(readJson(text));
  if (!parsed.success) return new CallError("offline", "服务器暂时没有应答，稍后自动重试");
  return new CallError(parsed.data.error.code, parsed.data.error.message, parsed.data.error);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

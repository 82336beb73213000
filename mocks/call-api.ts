import { type Endpoint, fillPath } from "#core/api/endpoint.ts";
import type { MockApp } from "#mocks/assemble-app.ts";

const ORIGIN = "http://ziping.test";

export interface ApiInput {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  /** JSON, or bytes where the endpoint takes bytes */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface ApiOutput {
  status: number;
  headers: Headers;
  /** parsed JSON; the text where it is none; undefined without a body */
  body: unknown;
}

/** One request by its contract; the answer comes back unparsed, so that a test sees what a client would. */
export async function callApi(
  app: Pick<MockApp, "fetch">,
  endpoint: Pick<Endpoint, "method" | "path" | "body">,
  input: ApiInput = {},
): Promise<ApiOutput> {
  const query = new URLSearchParams(input.query).toString();
  const url = `${ORIGIN}${fillPath(endpoint.path, input.params ?? {})}${query && `?${query}`}`;
  const bytes = endpoint.body === "bytes";
  const headers = {
    ...(bytes || input.body === undefined ? {} : { "content-type": "application/json" }),
    ...input.headers,
  };
  const body = bytes ? (input.body as BodyInit | undefined) : JSON.stringify(input.body);
  const request = new Request(url, { method: endpoint.method, headers, ...(input.body === undefined ? {} : { body }) });
  const response = await app.fetch(request);
  const streamed = response.headers.get("content-type")?.startsWith("text/event-stream");
  // it does not end by itself
  if (streamed) await response.body?.cancel();
  const text = streamed ? "" : await response.text();
  return { status: response.status, headers: response.headers, body: readBody(text) };
}

function readBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

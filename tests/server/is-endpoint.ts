import type { Endpoint } from "#core/api/endpoint.ts";

/** An exported contract among the other exports of an API module. */
export const isEndpointEntry = (entry: [string, unknown]): entry is [string, Endpoint] =>
  typeof entry[1] === "object" && entry[1] !== null && "path" in entry[1] && "action" in entry[1];

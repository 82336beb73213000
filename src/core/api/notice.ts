import { endpoint } from "#core/api/endpoint.ts";

/**
 * A stream (text/event-stream) of `notice` as JSON, each told to whoever may read what it is about. It ends with an
 * event `farewell` that says why, where the server ends it.
 */
export const hearNotices = endpoint({
  method: "GET",
  path: "/api/events",
  action: "notice.hear",
  summary: "Hear what others change, while a page is looked at",
  errors: ["session.required", "access.denied", "notice.full", "store.unavailable"],
});

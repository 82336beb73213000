/** What a proxy may give a request as its id: nothing that could be a name, a text or a line of a log. */
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** Short enough to be read out on the telephone: twelve of a random id's digits tell the requests of months apart. */
const LENGTH = 12;

/** The id of a request: what the proxy in front gave it, where one is trusted, otherwise a new one. */
export function requestIdOf(request: Request, newId: () => string, trusted: boolean): string {
  const given = trusted ? request.headers.get("x-request-id") : null;
  return given !== null && WELL_FORMED.test(given) ? given : newId().replaceAll("-", "").slice(0, LENGTH);
}

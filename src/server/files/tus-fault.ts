import type { ArrivalFault } from "#server/files/arrivals.ts";

/** What a status of the tus protocol means here; undefined = it was served. */
export function tusFault(status: number): ArrivalFault | undefined {
  if (status < 400) return undefined;
  if (status === 404 || status === 410) return "gone";
  if (status === 409) return "out-of-step";
  if (status === 413) return "too-large";
  if (status === 507) return "full";
  if (status >= 500) return "unavailable";
  return "malformed";
}

/** What can go wrong between the page and the server. Switched at run time; in the browser as `ziping.faults`. */
export interface Faults {
  /** milliseconds before every answer */
  latency: number;
  /** no answer at all */
  offline: boolean;
  /** the next request that changes something is answered with this status */
  once: 409 | 500 | undefined;
}

export const noFaults = (): Faults => ({ latency: 0, offline: false, once: undefined });

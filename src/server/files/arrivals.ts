import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { Result } from "#core/result.ts";

/** An upload as the store of arriving bytes needs to know it. */
export interface Arrival {
  id: string;
  /** how many bytes were announced */
  size: number;
}

/** Why the protocol was not served. What had arrived stays, except where it is gone. */
export type ArrivalFault = "malformed" | "gone" | "out-of-step" | "too-large" | "interrupted" | "full" | "unavailable";

/** Nothing has arrived under this name, or no longer: another request has taken it. */
export class ArrivalGone extends Error {}

/** Bytes of uploads that are not complete yet. They outlive the process; who may touch them is not decided here. */
export interface Arrivals {
  /** Answers a tus request about this one upload: POST, HEAD, PATCH, DELETE. */
  serve: (request: Request, arrival: Arrival) => Promise<Result<Response, ArrivalFault>>;
  /** what has arrived so far */
  source: (id: string) => Promise<ByteSource | undefined>;
  /** the SHA-256 of what has arrived so far */
  digest: (id: string) => Promise<string>;
  /** becomes content under its hash: resolves when that is durable, and then nothing has arrived any more */
  keep: (id: string, sha256: string) => Promise<Result<void, "full">>;
  drop: (id: string) => Promise<void>;
}

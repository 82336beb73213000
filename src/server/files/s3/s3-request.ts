import { AwsV4Signer } from "aws4fetch";
import { FilesUnavailableError } from "#server/files/files.ts";
import { sha256Of } from "#server/files/intake.ts";
import type { S3Place } from "#server/files/s3/s3-place.ts";

export interface S3Limits {
  /** until the store answers one attempt, its sending included */
  answerMs: number;
  /** between two pieces of an answer */
  silenceMs: number;
  /** pauses before the second attempt, the third, … */
  pausesMs: readonly number[];
}

export const S3_LIMITS: S3Limits = { answerMs: 60_000, silenceMs: 30_000, pausesMs: [100, 400, 1600, 3000] };

export interface S3Request {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** of the object, the place's prefix included; "" asks the bucket */
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
  /** statuses that are answers and no faults */
  accepts?: readonly number[];
}

/** The store has no room left, or not for this account. */
export class S3FullError extends Error {}

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const FULL_CODES = new Set(["QuotaExceeded", "XMinioStorageFull", "InsufficientStorage"]);

export type SendS3 = (request: S3Request) => Promise<Response>;

/**
 * Signed requests (Signature Version 4, the body's hash included, so that the store refuses what was damaged on its way).
 * Whatever may pass is tried again: every request here may be sent twice. Answers a response with an accepted status.
 */
export function s3Sender(place: S3Place, limits: S3Limits = S3_LIMITS): SendS3 {
  const keys = new Map<string, ArrayBuffer>();
  // between the store's clock and this machine's, learnt when the store refuses a request for its date
  let aheadMs = 0;

  const attempt = async (request: S3Request): Promise<Response | FilesUnavailableError> => {
    const { method, key = "", query, headers = {}, body, accepts = [200] } = request;
    const search = query ? `?${new URLSearchParams(query)}` : "";
    const signer = new AwsV4Signer({
      method,
      url: `${place.url}/${key.split("/").map(encodeURIComponent).join("/")}${search}`,
      headers: { ...headers, "x-amz-content-sha256": await sha256Of(body ?? new Uint8Array()) },
      accessKeyId: place.accessKeyId,
      secretAccessKey: place.secretAccessKey,
      region: place.region,
      service: "s3",
      cache: keys,
      datetime: new Date(Date.now() + aheadMs).toISOString().replace(/[:-]|\.\d{3}/g, ""),
    });
    const signed = await signer.sign();
    const given = new AbortController();
    const limit = setTimeout(() => given.abort(), limits.answerMs);
    const answer = await fetch(signed.url, {
      method,
      headers: signed.headers,
      ...(body ? { body } : {}),
      redirect: "error",
      signal: given.signal,
    })
      .catch((error: unknown) => new FilesUnavailableError("no answer", { cause: error }))
      .finally(() => clearTimeout(limit));
    if (answer instanceof FilesUnavailableError || accepts.includes(answer.status)) return answer;
    const code = /<Code>([^<]+)<\/Code>/.exec(await answer.text().catch(() => ""))?.[1] ?? "";
    if (answer.status === 507 || FULL_CODES.has(code)) throw new S3FullError(code);
    const fault = new FilesUnavailableError(`${method} answered ${answer.status} ${code}`);
    if (code === "RequestTimeTooSkewed") {
      aheadMs = Date.parse(answer.headers.get("date") ?? "") - Date.now() || 0;
      return fault;
    }
    if (PASSING.has(answer.status)) return fault;
    throw fault;
  };

  return async (request) => {
    for (const pause of [...limits.pausesMs, undefined]) {
      const answer = await attempt(request);
      // not asked whether it is a Response: the web server's library puts a class of its own in that one's place
      if (!(answer instanceof FilesUnavailableError)) return answer;
      if (pause === undefined) throw answer;
      // many that were refused at once must not come back at once
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
    throw new FilesUnavailableError("no attempt was made");
  };
}

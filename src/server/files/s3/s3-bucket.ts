import { FilesUnavailableError } from "#server/files/files.ts";
import type { S3Place } from "#server/files/s3/s3-place.ts";
import { S3_LIMITS, type S3Limits, s3Sender } from "#server/files/s3/s3-request.ts";

type Chunk = Uint8Array<ArrayBuffer>;

export interface ByteRange {
  start: number;
  /** the last byte's place */
  end: number;
}

export interface Listed {
  /** without the place's prefix */
  key: string;
  modified: Date;
}

export interface Unfinished extends Listed {
  uploadId: string;
}

/** What is needed of an S3-compatible store; nothing in it is optional in such stores. Keys are without the place's prefix. */
export interface S3Bucket {
  put: (key: string, bytes: Chunk) => Promise<void>;
  /** undefined = there is none. Fails where fewer bytes come than were asked for. */
  get: (key: string, range?: ByteRange) => Promise<AsyncGenerator<Chunk> | undefined>;
  /** in bytes; undefined = there is none */
  size: (key: string) => Promise<number | undefined>;
  /** what is not there counts as removed */
  remove: (key: string) => Promise<void>;
  list: (prefix: string) => AsyncGenerator<Listed>;
  begin: (key: string) => Promise<string>;
  /** answers the part's tag */
  part: (key: string, uploadId: string, number: number, bytes: Chunk) => Promise<string>;
  complete: (key: string, uploadId: string, tags: readonly string[]) => Promise<void>;
  abort: (key: string, uploadId: string) => Promise<void>;
  unfinished: () => AsyncGenerator<Unfinished>;
  reachable: () => Promise<boolean>;
}

export function openS3Bucket(place: S3Place, limits: S3Limits = S3_LIMITS): S3Bucket {
  const send = s3Sender(place, limits);
  const full = (key: string): string => place.prefix + key;
  const text = async (response: Response): Promise<string> => {
    const parts: Chunk[] = [];
    for await (const chunk of spoken(response, limits.silenceMs)) parts.push(chunk);
    return Buffer.concat(parts).toString("utf8");
  };

  /** Where the line breaks, the rest is asked for again, as long as each attempt brings something. */
  async function* whole(key: string, first: Response, at: number, end: number): AsyncGenerator<Chunk> {
    let next = at;
    let response = first;
    for (;;) {
      const before = next;
      try {
        for await (const chunk of spoken(response, limits.silenceMs)) {
          const wanted = chunk.subarray(0, end + 1 - next);
          next += wanted.byteLength;
          if (wanted.byteLength > 0) yield wanted;
        }
      } catch (error) {
        if (next === before) throw new FilesUnavailableError("an answer broke off", { cause: error });
      }
      if (next > end) return;
      if (next === before) throw new FilesUnavailableError("an answer was cut short");
      response = await send({
        method: "GET",
        key: full(key),
        headers: { range: `bytes=${next}-${end}` },
        accepts: [206],
      });
    }
  }

  async function* pages(query: Record<string, string>, markers: Record<string, string>): AsyncGenerator<string> {
    let asked = query;
    for (;;) {
      const page = await text(await send({ method: "GET", query: asked }));
      yield page;
      if (tag(page, "IsTruncated") !== "true") return;
      const next = Object.entries(markers).map(([name, parameter]) => [parameter, tag(page, name) ?? ""]);
      asked = { ...query, ...Object.fromEntries(next) };
    }
  }

  return {
    put: async (key, bytes) => {
      await drained(await send({ method: "PUT", key: full(key), body: bytes }));
    },
    get: async (key, range) => {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined;
      const accepts = range ? [206, 404] : [200, 404];
      const response = await send({ method: "GET", key: full(key), accepts, ...(headers ? { headers } : {}) });
      if (response.status === 404) {
        await drained(response);
        return undefined;
      }
      if (range) return whole(key, response, range.start, range.end);
      return whole(key, response, 0, Number(response.headers.get("content-length") ?? 0) - 1);
    },
    size: async (key) => {
      const response = await send({ method: "HEAD", key: full(key), accepts: [200, 404] });
      return response.status === 404 ? undefined : Number(response.headers.get("content-length") ?? 0);
    },
    remove: async (key) => {
      await drained(await send({ method: "DELETE", key: full(key), accepts: [200, 204, 404] }));
    },
    list: async function* (prefix) {
      const query = { "list-type": "2", prefix: full(prefix) };
      for await (const page of pages(query, { NextContinuationToken: "continuation-token" }))
        for (const entry of elements(page, "Contents"))
          yield { key: relative(entry, place), modified: new Date(tag(entry, "LastModified") ?? "") };
    },
    begin: async (key) => {
      const answer = await text(await send({ method: "POST", key: full(key), query: { uploads: "" } }));
      const id = tag(answer, "UploadId");
      if (id === undefined) throw new FilesUnavailableError("a multipart upload got no name");
      return id;
    },
    part: async (key, uploadId, number, bytes) => {
      const query = { partNumber: String(number), uploadId };
      const response = await send({ method: "PUT", key: full(key), query, body: bytes });
      await drained(response);
      return response.headers.get("etag") ?? "";
    },
    complete: async (key, uploadId, tags) => {
      const parts = tags.map((each, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${each}</ETag></Part>`);
      const body = new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
      // an attempt whose answer was lost has ended the upload: the second one finds none
      const response = await send({
        method: "POST",
        key: full(key),
        query: { uploadId },
        body,
        accepts: [200, 404],
      });
      const answer = await text(response);
      const there = response.status === 404 && (await send({ method: "HEAD", key: full(key), accepts: [200, 404] })).ok;
      if (!there) refuseError(answer);
    },
    abort: async (key, uploadId) => {
      await drained(await send({ method: "DELETE", key: full(key), query: { uploadId }, accepts: [200, 204, 404] }));
    },
    unfinished: async function* () {
      const query = { uploads: "", prefix: place.prefix };
      const markers = { NextKeyMarker: "key-marker", NextUploadIdMarker: "upload-id-marker" };
      for await (const page of pages(query, markers))
        for (const entry of elements(page, "Upload"))
          yield {
            key: relative(entry, place),
            uploadId: tag(entry, "UploadId") ?? "",
            modified: new Date(tag(entry, "Initiated") ?? ""),
          };
    },
    reachable: async () => {
      const quick = s3Sender(place, { ...limits, answerMs: Math.min(limits.answerMs, 3000), pausesMs: [] });
      const query = { "list-type": "2", prefix: place.prefix, "max-keys": "1" };
      return quick({ method: "GET", query }).then(
        async (response) => {
          await drained(response);
          return true;
        },
        () => false,
      );
    },
  };
}

/** The body, given up when the store falls silent in the middle of it. */
async function* spoken(response: Response, silenceMs: number): AsyncGenerator<Chunk> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs);
      if (done) return;
      yield value;
    }
  } finally {
    // left early: the connection is not waited for
    reader.cancel().then(undefined, () => undefined);
  }
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FilesUnavailableError("the store fell silent")), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** A connection is free for the next request when its answer has been read. */
async function drained(response: Response): Promise<void> {
  await response.body?.cancel();
}

/** Some stores begin with 200 and tell of a failure in the text. */
function refuseError(answer: string): void {
  const code = tag(answer, "Code");
  if (answer.includes("<Error>")) throw new FilesUnavailableError(`the store answered ${code}`);
}

const elements = (xml: string, name: string): string[] =>
  Array.from(xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs")), ([, inner]) => inner ?? "");

const tag = (xml: string, name: string): string | undefined => {
  const inner = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return inner?.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
};

const relative = (entry: string, place: S3Place): string => (tag(entry, "Key") ?? "").slice(place.prefix.length);

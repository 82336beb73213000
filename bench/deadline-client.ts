import { createHash, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { getItem } from "#core/api/collation.ts";
import { fillPath } from "#core/api/endpoint.ts";
import { getSubmission, saveAnswer } from "#core/api/submission.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import { createUpload, finishUpload, UPLOAD_CONTENT_TYPE } from "#core/api/upload.ts";
import { metadataHeader, tusHeaders } from "#mocks/upload-file.ts";
import { BODY, type Seat } from "./deadline-seed.ts";

const EVIDENCE_BYTES = 200_000;

/** What people do on the last evening: of a hundred actions. The mix is an assumption, stated where it is printed. */
export const MIX = { save: 55, evidence: 10, home: 10, open: 5, item: 20 } as const;
type Deed = keyof typeof MIX;
const DEEDS: readonly Deed[] = Object.entries(MIX).flatMap(([deed, share]): Deed[] =>
  deed in MIX ? Array.from({ length: share }, () => deed as Deed) : [],
);

export interface Tally {
  /** ms of every request */
  times: number[];
  errors: number;
  /** what the first refused one was told */
  firstError: string | undefined;
}

interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A browser that never rests: acts, waits for the answer, acts again. Origins are taken in turns, as a balancer does. */
export function makeClient(origins: readonly string[], seats: readonly Seat[], seed: number, tally: Tally) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const next = randomFrom(seed);
  let turn = seed;
  const send = async (
    seat: Seat,
    { method, path, headers = {}, body }: Sent,
  ): Promise<{ location: string; text: string }> => {
    const origin = origins[turn++ % origins.length] ?? "";
    const before = performance.now();
    const answer = await exchange(agent, origin, {
      method,
      path,
      headers: { cookie: seat.cookie, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    tally.times.push(performance.now() - before);
    if (answer.status >= 300) {
      tally.errors += 1;
      tally.firstError ??= `${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`;
      throw new Refused();
    }
    return answer;
  };
  const act = async (): Promise<void> => {
    const seat = pick(seats, next);
    const [itemKey, revision] = pick([...seat.revisions], next);
    const params = { submissionId: seat.submissionId, itemKey };
    const get = (path: string): Promise<unknown> => send(seat, { method: "GET", path });
    switch (pick(DEEDS, next)) {
      case "save":
        await send(seat, json(saveAnswer.method, fillPath(saveAnswer.path, params), saveOf(revision)));
        seat.revisions.set(itemKey, revision + 1);
        return;
      case "evidence":
        return upload(send, seat, itemKey);
      case "home":
        return void (await get(listSubmissions.path));
      case "open":
        return void (await get(fillPath(getSubmission.path, params)));
      case "item":
        return void (await get(fillPath(getItem.path, params)));
    }
  };
  return {
    act: () =>
      act().catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      }),
    close: () => agent.destroy(),
  };
}

class Refused extends Error {}

const json = (method: string, path: string, body: unknown): Sent => ({
  method,
  path,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const saveOf = (base: number) => {
  const answer = JSON.parse(BODY) as { narrative: string };
  return { base, key: randomUUID(), answer: { ...answer, narrative: `${answer.narrative}第${base + 1}稿。` } };
};

/** Announced, sent and taken in: three requests, as the app makes them. */
async function upload(
  send: (seat: Seat, sent: Sent) => Promise<{ location: string }>,
  seat: Seat,
  itemKey: string,
): Promise<void> {
  const bytes = Buffer.alloc(EVIDENCE_BYTES, `${randomUUID()}\n`);
  bytes.write("%PDF-1.4\n");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { location } = await send(seat, {
    method: "POST",
    path: fillPath(createUpload.path, { submissionId: seat.submissionId }),
    headers: {
      ...tusHeaders,
      "upload-length": String(bytes.length),
      "upload-metadata": metadataHeader({ item: itemKey, fileName: "会议纪要.pdf", sha256 }),
    },
  });
  await send(seat, {
    method: "PATCH",
    path: location,
    headers: { ...tusHeaders, "upload-offset": "0", "content-type": UPLOAD_CONTENT_TYPE },
    body: bytes,
  });
  const params = { submissionId: seat.submissionId, uploadId: location.split("/").at(-1) ?? "" };
  await send(seat, json(finishUpload.method, fillPath(finishUpload.path, params), {}));
}

function exchange(
  agent: Agent,
  origin: string,
  { method, path, headers, body }: Sent,
): Promise<{ status: number; location: string; text: string }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(origin + path, { method, agent, headers: { ...headers, ...length } }, (response) => {
      buffer(response).then((bytes) => {
        const status = response.statusCode ?? 0;
        const text = status < 300 ? "" : bytes.toString("utf8");
        resolve({ status, location: String(response.headers.location ?? ""), text });
      }, reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** The same choices in every run. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function pick<T>(values: readonly T[], next: () => number): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

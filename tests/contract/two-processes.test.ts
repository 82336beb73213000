import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { beat } from "#core/api/collation.ts";
import { fillPath } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import { hearNotices } from "#core/api/notice.ts";
import { finishUpload } from "#core/api/upload.ts";
import { freePort } from "#mocks/free-port.ts";
import { type Postgres, startPostgres } from "#mocks/start-postgres.ts";
import { beginUpload, finish, patchUpload, tusHeaders } from "#mocks/upload-file.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { enterReaders } from "#tests/contract/enter-readers.ts";
import { expectIntact } from "#tests/contract/expect-intact.ts";
import { type FaultProxy, startFaultProxy } from "#tests/contract/fault-proxy.ts";
import { hangingUpload } from "#tests/contract/hanging-upload.ts";
import { type RoundRobin, startRoundRobin } from "#tests/contract/round-robin-proxy.ts";
import { beginYear, type ServerYear } from "#tests/contract/server-year.ts";
import { type ObjectStore, startObjectStore } from "#tests/contract/start-object-store.ts";
import { type Acknowledged, startWriters } from "#tests/contract/writers.ts";
import { hearing } from "#tests/fixtures/hear.ts";
import { sha256 } from "#tests/fixtures/packages.ts";
import { pdfBytes } from "#tests/fixtures/pdf-bytes.ts";
import { newDataFolder, removeDataFolder, type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

const SLOW_LIMIT_MS = 4000;
const POLL = { timeout: 20_000 };

let folder: string;
let postgres: Postgres;
let objects: ObjectStore;
let objectFaults: FaultProxy;
let env: Record<string, string>;
let a: ServerProcess;
let b: ServerProcess;
let balancer: RoundRobin;
let year: ServerYear;
const saved: Acknowledged[] = [];

const start = (name: string, port: number): Promise<ServerProcess> =>
  startServer({ dataFolder: join(folder, name), port, env });

beforeAll(async () => {
  folder = await newDataFolder();
  [postgres, objects] = await Promise.all([startPostgres(), startObjectStore()]);
  objectFaults = await startFaultProxy(objects.port);
  const bucket = await objects.bucket("evidence", objectFaults.port);
  env = {
    DATABASE_URL: postgres.url,
    STOP_GRACE_MS: "400",
    SLOW_LIMIT_MS: String(SLOW_LIMIT_MS),
    ...bucket.env,
  };
  a = await start("a", await freePort());
  year = await beginYear(a);
  b = await start("b", await freePort());
  balancer = await startRoundRobin([a.port, b.port]);
});
afterAll(async () => {
  await balancer?.stop();
  await a?.kill();
  await b?.kill();
  await objectFaults?.stop();
  await objects?.stop();
  await postgres?.stop();
  await removeDataFolder(folder);
});

const send = (origin: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(origin + path, {
    method,
    headers: { "content-type": "application/json", cookie: year.cookie, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** The same requests as in one process, to the origin given. */
const through = (origin: string) => ({
  fetch: async (sent: Request): Promise<Response> => {
    const { pathname, search } = new URL(sent.url);
    const headers = new Headers(sent.headers);
    headers.set("cookie", year.cookie);
    const body = sent.method === "HEAD" ? null : await sent.arrayBuffer();
    return fetch(origin + pathname + search, { method: sent.method, headers, body });
  },
});

const begin = async (origin: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  const file = { submissionId: year.submissionId, item: year.itemKeys[0] ?? "", fileName: "a.pdf", bytes };
  const begun = await beginUpload(through(origin), file);
  if (begun.status !== 201) throw new Error(`${await begun.text()} ${a.output()} ${b.output()}`);
  return begun.headers.get("location") ?? "";
};
const offsetAt = async (origin: string, location: string): Promise<number> => {
  const head = new Request(origin + location, { method: "HEAD", headers: tusHeaders });
  return Number((await through(origin).fetch(head)).headers.get("upload-offset"));
};
const finished = async (origin: string, location: string) => {
  const { status, body } = await finish(through(origin), year.submissionId, location);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)} ${a.output()}`.slice(0, 3000));
  return finishUpload.response?.parse(body).evidence;
};
const contentOf = async (origin: string, evidenceId: string): Promise<string> => {
  const path = `/api/submissions/${year.submissionId}/evidence/${evidenceId}/content`;
  return sha256(new Uint8Array(await (await send(origin, "GET", path)).arrayBuffer()));
};

describe("two processes on one database and one object store", () => {
  it("share sessions, lock-outs and who is there; forged headers of a proxy change nothing", async () => {
    const account = { username: "zhangsan", password: "three plain words" };
    const entered = await send(a.origin, "POST", "/api/session", account, { cookie: "" });
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await send(b.origin, "GET", "/api/me", undefined, { cookie })).status).toBe(200);
    expect((await send(b.origin, "DELETE", "/api/session", undefined, { cookie })).status).toBe(204);
    expect((await send(a.origin, "GET", "/api/me", undefined, { cookie })).status).toBe(401);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const forged = { "x-forwarded-for": `10.0.0.${attempt}`, "x-real-ip": `10.0.1.${attempt}`, cookie: "" };
      const guess = { username: "nobody", password: `guess number ${attempt}` };
      statuses.push((await send([a, b][attempt % 2]?.origin ?? "", "POST", "/api/session", guess, forged)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429]);
    const elsewhere = { origin: "http://evil.test", "x-forwarded-host": "evil.test", forwarded: "host=evil.test" };
    expect((await send(a.origin, "DELETE", "/api/session", undefined, elsewhere)).status).toBe(403);
    const path = fillPath(beat.path, { submissionId: year.submissionId });
    const at = { itemKey: year.itemKeys[0], writing: true };
    const first = beat.response?.parse(await (await send(a.origin, "POST", path, at)).json());
    const second = await send(b.origin, "POST", path, { ...at, stamp: first?.stamp });
    expect(beat.response?.parse(await second.json())).toEqual({ others: [], stamp: first?.stamp });
  });

  it("tell each other's pages what was saved, and that a session has ended", async () => {
    const account = { username: "zhangsan", password: "three plain words" };
    const entered = await send(a.origin, "POST", "/api/session", account, { cookie: "" });
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const [here, there] = await Promise.all([a, b].map(({ origin }) => listen(origin, cookie)));
    // only now it is sure that both of them listen at the database
    await expect.poll(() => [here?.heard, there?.heard]).toEqual([EVERYTHING, EVERYTHING]);
    const told = { ...(await saveOnce(a.origin, 1)), submissionId: year.submissionId };
    await expect.poll(() => there?.heard).toEqual([...EVERYTHING, told]);
    await expect.poll(() => here?.heard).toEqual([...EVERYTHING, told]);
    await send(a.origin, "DELETE", "/api/session", undefined, { cookie });
    expect([await there?.over, there?.farewell()]).toEqual([true, "session"]);
  });

  it("go on with each other's uploads, one writer at a time, also when one of them was killed", async () => {
    const bytes = pdfBytes(12_000_000, 1);
    const location = await begin(a.origin, bytes);
    const dead = hangingUpload(a.origin + location, year.cookie, bytes.subarray(0, 9_000_000));
    await expect.poll(() => offsetOf(location), POLL).toBeGreaterThan(8_000_000);
    // the newer one is let in, and the older one ended; nothing is written twice
    const offset = await offsetAt(b.origin, location);
    await dead.ended;
    expect(offset).toBe(9_000_000);
    const late = await patchUpload(through(a.origin), location, 0, bytes);
    expect([late.status, errorBody.parse(await late.json()).error.code]).toEqual([409, "upload.out-of-step"]);
    expect((await patchUpload(through(b.origin), location, offset, bytes.slice(offset))).status).toBe(204);
    const evidence = await finished(a.origin, location);
    expect(evidence?.sha256).toBe(sha256(bytes));
    expect(await contentOf(b.origin, evidence?.id ?? "")).toBe(sha256(bytes));

    const other = pdfBytes(11_000_000, 2);
    const next = await begin(b.origin, other);
    const cut = hangingUpload(b.origin + next, year.cookie, other.subarray(0, 10_000_000));
    await expect.poll(() => offsetOf(next), POLL).toBeGreaterThan(8_000_000);
    await b.kill();
    await cut.ended;
    const there = await offsetAt(a.origin, next);
    expect((await patchUpload(through(a.origin), next, there, other.slice(there))).status).toBe(204);
    expect((await finished(a.origin, next))?.sha256).toBe(sha256(other));
    b = await start("b", b.port);
    await balancer.until([a.port, b.port]);
  }, 120_000);

  it("lose no request when they are restarted one after the other under load", async () => {
    const writers = startWriters({ ...year, origin: balancer.origin }, 6);
    const uploads = uploadAlways();
    await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(20);
    for (const name of ["a", "b"] as const) {
      const [one, other] = name === "a" ? [a, b] : [b, a];
      const ended = one.stop();
      await balancer.until([other.port]);
      expect(await ended).toBe(0);
      const again = await start(name, one.port);
      if (name === "a") a = again;
      else b = again;
      await balancer.until([a.port, b.port]);
      const before = writers.counts().saved;
      await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(before + 20);
    }
    expect(writers.counts().unanswered).toBe(0);
    saved.push(...(await writers.stop()));
    expect((await uploads.stop()).filter((status) => status >= 400)).toEqual([]);
    await expectAllSaved();
  }, 120_000);
});

const EVERYTHING = [{ topic: "everything" }];

const listen = async (origin: string, cookie = year.cookie) =>
  hearing(await send(origin, "GET", hearNotices.path, undefined, { cookie }));

/** Saves an item that nobody else in this file writes, a line more each time; answers what is told of it. */
async function saveOnce(origin: string, revision: number) {
  const itemKey = year.itemKeys.at(-1) ?? "";
  const text = Array.from({ length: revision }, (_, index) => `第${index + 1}版`).join("\n");
  const save = { base: revision - 1, key: `saved-once-${revision}`, answer: { ...emptyAnswer(), narrative: text } };
  const path = `/api/submissions/${year.submissionId}/answers/${itemKey}`;
  expect((await send(origin, "PUT", path, save)).status).toBe(200);
  saved.push({ itemKey, revision, text });
  return { topic: "answer", itemKey, revision };
}

/** How much of an upload the database knows of, without asking a process: to ask is to take over. */
async function offsetOf(location: string): Promise<number> {
  const { rows } = await onDatabase("select coalesce(sum(size), 0) as size from upload_piece where upload_id = $1", [
    location.split("/").at(-1) ?? "",
  ]);
  return Number(rows[0]?.size);
}

async function onDatabase(statement: string, values: string[] = []) {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return await client.query(statement, values);
  } finally {
    await client.end();
  }
}

async function expectAllSaved(): Promise<void> {
  const store = openPostgres(postgres.url, () => undefined);
  await expectIntact(store, saved);
  await store.close();
}

/** One small file after the other, each in three requests that may reach either process. */
function uploadAlways(): { stop: () => Promise<number[]> } {
  const statuses: number[] = [];
  let ending = false;
  const run = async (): Promise<void> => {
    for (let seed = 100; !ending; seed += 1) {
      const bytes = pdfBytes(50_000, seed);
      const location = await begin(balancer.origin, bytes);
      statuses.push((await patchUpload(through(balancer.origin), location, 0, bytes)).status);
      statuses.push((await finish(through(balancer.origin), year.submissionId, location)).status);
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending = true;
      await running;
      return statuses;
    },
  };
}

describe("two processes and a fault", () => {
  const health = async (origin: string): Promise<number> => (await send(origin, "GET", "/api/health")).status;
  const submission = () => `/api/submissions/${year.submissionId}`;

  it("of one of them, which is killed under load: the other goes on, and nothing acknowledged is lost", async () => {
    const writers = startWriters({ ...year, origin: balancer.origin, itemKeys: year.itemKeys.slice(14) }, 4);
    await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(10);
    await b.kill();
    const before = writers.counts().saved;
    await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(before + 10);
    b = await start("b", b.port);
    await balancer.until([a.port, b.port]);
    saved.push(...(await writers.stop()));
    await expectAllSaved();
  });

  it("of the database, which is restarted: nothing acknowledged is lost, and they come back by themselves", async () => {
    const writers = startWriters({ ...year, origin: balancer.origin, itemKeys: year.itemKeys.slice(8) }, 4);
    const page = await listen(a.origin);
    await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(10);
    await postgres.restart();
    await balancer.until([a.port, b.port]);
    const before = writers.counts().saved;
    await expect.poll(() => writers.counts().saved, POLL).toBeGreaterThan(before + 10);
    saved.push(...(await writers.stop()));
    await expectAllSaved();
    // what was told meanwhile is lost, and the page is told that
    await expect.poll(() => page.heard.filter(({ topic }) => topic === "everything"), POLL).toHaveLength(2);
    const told = await saveOnce(b.origin, 2);
    await expect.poll(() => page.heard.at(-1), POLL).toMatchObject(told);
    await page.leave();
  });

  it("of the database, where everything is held up: told so in seconds, and over when that is over", async () => {
    const holder = new Client({ connectionString: postgres.url });
    await holder.connect();
    await holder.query("begin");
    await holder.query("lock table submission in access exclusive mode");
    const asked = await Promise.all(Array.from({ length: 30 }, () => send(a.origin, "GET", submission())));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([503]));
    expect(errorBody.parse(await asked[0]?.json()).error.code).toBe("store.unavailable");
    await holder.query("rollback");
    await holder.end();
    expect((await send(a.origin, "GET", submission())).status).toBe(200);
  });

  it("of the database's clock, which was put back: nobody waits for a lease of the old time", async () => {
    const bytes = pdfBytes(50_000, 700);
    const location = await begin(a.origin, bytes);
    const nextYear = String(Date.now() + 365 * 24 * 60 * 60_000);
    const lease =
      "insert into upload_lease (upload_id, holder, until, asked) values ($1, 'of a process that is gone', $2, 0)";
    await onDatabase(lease, [location.split("/").at(-1) ?? "", nextYear]);
    expect((await patchUpload(through(b.origin), location, 0, bytes)).status).toBe(204);
    expect((await finished(a.origin, location))?.sha256).toBe(sha256(bytes));
  });

  it("of the object store, which fails every tenth request: no upload fails, none is false", async () => {
    let count = 0;
    objectFaults.behave(() => {
      count += 1;
      return count % 10 === 0 ? { kind: "status", status: 500 } : { kind: "pass" };
    });
    for (let seed = 500; seed < 506; seed += 1) {
      const bytes = pdfBytes(seed === 500 ? 9_000_000 : 100_000, seed);
      const location = await begin(balancer.origin, bytes);
      expect((await patchUpload(through(balancer.origin), location, 0, bytes)).status).toBe(204);
      const evidence = await finished(balancer.origin, location);
      expect(await contentOf(balancer.origin, evidence?.id ?? "")).toBe(sha256(bytes));
    }
    expect(count).toBeGreaterThan(20);
  });

  it("of the object store, which is away: said as that, and the rest goes on", async () => {
    const bytes = pdfBytes(100_000, 600);
    const location = await begin(a.origin, bytes);
    objectFaults.behave(() => ({ kind: "hang-up" }));
    const refused = await patchUpload(through(a.origin), location, 0, bytes);
    const { code, message } = errorBody.parse(await refused.json()).error;
    expect([refused.status, code, message]).toEqual([503, "store.unavailable", expect.stringContaining("材料存储")]);
    expect((await send(a.origin, "GET", submission())).status).toBe(200);
    expect(await (await send(a.origin, "GET", "/api/health")).json()).toMatchObject({ status: "degraded" });
    objectFaults.behave(() => ({ kind: "pass" }));
    expect((await patchUpload(through(b.origin), location, 0, bytes)).status).toBe(204);
    expect((await finished(a.origin, location))?.sha256).toBe(sha256(bytes));
  });

  it("of five hundred pages, who all come back at once: each is answered, and hears what is saved", async () => {
    const cookies = await enterReaders(postgres.url, 50);
    const pages = await Promise.all(
      cookies.flatMap((cookie) => Array.from({ length: 10 }, () => listen(b.origin, cookie))),
    );
    // that it listens at the database
    await expect.poll(() => pages.some(({ heard }) => heard.length > 0), POLL).toBe(true);
    const told = await saveOnce(a.origin, 3);
    await expect
      .poll(() => pages.filter(({ heard }) => heard.at(-1)?.revision === told.revision), POLL)
      .toHaveLength(500);
    await Promise.all(pages.map((page) => page.leave()));
    expect(await health(a.origin)).toBe(200);
  });

  it("of five hundred connections that never finish their request: others are served, and they are closed", async () => {
    const halves = [
      "GET /api/health HTTP/1.1\r\nHost: x\r\nX-",
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"user',
    ];
    const sockets = await Promise.all(
      Array.from({ length: 500 }, async (_, index): Promise<Socket> => {
        const socket = connect(a.port, "127.0.0.1");
        await once(socket, "connect");
        socket.resume().write(halves[index % 2] ?? "");
        return socket;
      }),
    );
    expect(await health(a.origin)).toBe(200);
    await Promise.all(
      sockets.map((socket) =>
        once(
          socket.on("error", () => undefined),
          "close",
        ),
      ),
    );
    expect(await health(a.origin)).toBe(200);
  });
});

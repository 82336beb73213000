import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { getSubmission } from "#core/api/submission.ts";
import { finishUpload, UPLOAD_CONTENT_TYPE } from "#core/api/upload.ts";
import { freePort } from "#mocks/free-port.ts";
import { beginUpload, finish, patchUpload, tusHeaders } from "#mocks/upload-file.ts";
import { sha256Of } from "#server/files/intake.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import {
  newDataFolder,
  removeDataFolder,
  type ServerProcess,
  spawnServer,
  startServer,
} from "#tests/journeys/server-process.ts";

const PASSWORD = "three plain words";

let dataFolder: string;
let port: number;
const running: ServerProcess[] = [];

beforeEach(async () => {
  dataFolder = await newDataFolder();
  port = await freePort();
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
  await removeDataFolder(dataFolder);
});

async function launch(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer({ dataFolder, port, env });
  running.push(server);
  return server;
}

/** A start that is expected to fail: its exit code and what it said. */
async function failedStart(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { child, output, ended } = spawnServer({ dataFolder, port, env });
  await ended;
  return { code: child.exitCode, output: output() };
}

async function send(
  server: ServerProcess,
  method: string,
  path: string,
  body?: unknown,
  cookie = "",
): Promise<Response> {
  return fetch(server.origin + path, {
    method,
    headers: { "content-type": "application/json", cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A set-up district with one submission, signed in. */
async function begin(server: ServerProcess): Promise<{ cookie: string; submission: string }> {
  const account = { username: "zhangsan", password: PASSWORD };
  const organisation = { kind: "district", organisation: "重庆市渝北区", name: "张三" };
  const made = await send(server, "POST", "/api/setup", {
    mode: "organisation",
    code: await server.setUpCode(),
    ...organisation,
    ...account,
  });
  expect(made.status, await made.text()).toBe(200);
  const entered = await send(server, "POST", "/api/session", account);
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const [template] = (await (await send(server, "GET", "/api/templates", undefined, cookie)).json()) as {
    id: string;
    version: string;
  }[];
  const wanted = { templateId: template?.id, templateVersion: template?.version, year: 2022, deadline: null };
  const created = await send(server, "POST", "/api/submissions", wanted, cookie);
  return { cookie, submission: `/api/submissions/${((await created.json()) as { id: string }).id}` };
}

/** The same requests, to a process over the network. */
const overHttp = (server: ServerProcess, cookie: string) => ({
  fetch: async (sent: Request): Promise<Response> => {
    const { pathname, search } = new URL(sent.url);
    const headers = new Headers(sent.headers);
    headers.set("cookie", cookie);
    const body = sent.method === "HEAD" ? null : await sent.arrayBuffer();
    return fetch(server.origin + pathname + search, { method: sent.method, headers, body });
  },
});

const save = (narrative: string, base: number) => ({
  base,
  key: `request-${base}`,
  answer: { ...emptyAnswer(), narrative },
});

describe("the server as a process", () => {
  it("has every acknowledged save after it was killed, and its sessions too", async () => {
    const first = await launch();
    const { cookie, submission } = await begin(first);
    for (const base of [0, 1, 2]) {
      const saved = await send(first, "PUT", `${submission}/answers/opening`, save(`第${base + 1}版`, base), cookie);
      expect(saved.status).toBe(200);
    }
    await first.kill();
    const second = await launch();
    expect(second.output()).not.toContain("初始化码");
    const read = getSubmission.response?.parse(await (await send(second, "GET", submission, undefined, cookie)).json());
    const opening = read?.items.find(({ itemKey }) => itemKey === "opening");
    expect([opening?.revision, opening?.answer.narrative]).toEqual([3, "第3版"]);
  });

  it("finishes a running request when it is asked to end, and ends with 0", async () => {
    const server = await launch();
    const { cookie, submission } = await begin(server);
    const body = JSON.stringify(save("写到一半", 0));
    const headers = { cookie, "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    const upload = request(`${server.origin}${submission}/answers/opening`, { method: "PUT", headers });
    upload.write(body.slice(0, 10));
    await once(upload, "socket");
    // the answer to a later request shows that the earlier one has arrived
    await send(server, "GET", "/api/health");
    const ended = server.stop();
    upload.end(body.slice(10));
    const [answer] = await once(upload, "response");
    answer.resume();
    expect([answer.statusCode, await ended]).toEqual([200, 0]);
  });

  it("keeps its data from everybody else, and from a second process", async () => {
    const outer = dataFolder;
    dataFolder = join(outer, "data");
    await launch();
    for (const [path, mode] of [
      [dataFolder, 0o700],
      [join(dataFolder, "ziping.sqlite"), 0o600],
    ] as const)
      expect([path, (await stat(path)).mode & 0o777]).toEqual([path, mode]);
    const second = await failedStart({ PORT: String(await freePort()) });
    expect(second.code).toBe(1);
    expect(second.output).toContain("已被另一个自评通进程使用");
    dataFolder = outer;
  });

  it("names the folder that it cannot use", async () => {
    const file = join(dataFolder, "a-file");
    await writeFile(file, "");
    const settings: Record<string, string>[] = [
      { DATA_DIR: file },
      { FILES_URL: pathToFileURL(join(file, "files")).href },
    ];
    for (const env of settings) {
      const { code, output } = await failedStart(env);
      expect([code, output]).toEqual([1, expect.stringContaining(`文件夹 ${file}`)]);
    }
  });

  it("goes on with an upload after it was killed in the middle of it", async () => {
    const first = await launch();
    const { cookie, submission } = await begin(first);
    const submissionId = submission.split("/").at(-1) ?? "";
    const bytes = new Uint8Array(6_000_000).map((_, index) => (index * 7919) >>> 5);
    bytes.set(new TextEncoder().encode("%PDF-1.4\n"));
    const file = { submissionId, item: "opening", fileName: "a.pdf", bytes };
    const location = (await beginUpload(overHttp(first, cookie), file)).headers.get("location") ?? "";
    const cut = request(first.origin + location, {
      method: "PATCH",
      headers: { ...tusHeaders, cookie, "upload-offset": "0", "content-type": UPLOAD_CONTENT_TYPE },
    });
    const broken = once(cut, "error");
    cut.write(bytes.subarray(0, 4_000_000));
    const arrived = join(dataFolder, "files", "arriving", location.split("/").at(-1) ?? "");
    await expect.poll(async () => (await stat(arrived)).size, { timeout: 20_000 }).toBeGreaterThan(3_000_000);
    await first.kill();
    await broken;
    const second = await launch();
    const client = overHttp(second, cookie);
    const head = await client.fetch(new Request(second.origin + location, { method: "HEAD", headers: tusHeaders }));
    const offset = Number(head.headers.get("upload-offset"));
    expect(offset).toBeGreaterThan(3_000_000);
    await patchUpload(client, location, offset, bytes.slice(offset));
    const done = finishUpload.response?.parse((await finish(client, submissionId, location)).body);
    expect(done?.evidence).toMatchObject({ size: 6_000_000, sha256: await sha256Of(bytes) });
  });

  it("shares one PostgreSQL and one folder of files with another process", async () => {
    const database = await emptyPostgres();
    const env = { DATABASE_URL: database.url, FILES_URL: pathToFileURL(join(dataFolder, "shared")).href };
    const first = await launch(env);
    const other = { dataFolder: join(dataFolder, "other"), port: await freePort(), env };
    const { cookie, submission } = await begin(first);
    const second = await startServer(other);
    running.push(second);
    expect((await send(first, "PUT", `${submission}/answers/opening`, save("甲", 0), cookie)).status).toBe(200);
    expect((await send(second, "PUT", `${submission}/answers/opening`, save("乙", 1), cookie)).status).toBe(200);
    expect((await send(first, "PUT", `${submission}/answers/opening`, save("丙", 0), cookie)).status).toBe(200);
    expect(
      (await send(first, "PUT", `${submission}/answers/opening`, { ...save("丁", 1), key: "a-new-key" }, cookie))
        .status,
    ).toBe(409);
    const submissionId = submission.split("/").at(-1) ?? "";
    const bytes = new TextEncoder().encode("%PDF-1.4 x");
    const file = { submissionId, item: "opening", fileName: "a.pdf", bytes };
    const begun = await beginUpload(overHttp(first, cookie), file);
    const location = begun.headers.get("location") ?? "";
    // the two ends of an upload may reach different processes
    await patchUpload(overHttp(first, cookie), location, 0, bytes.slice(0, 5));
    await patchUpload(overHttp(second, cookie), location, 5, bytes.slice(5));
    const done = finishUpload.response?.parse((await finish(overHttp(first, cookie), submissionId, location)).body);
    const content = await send(second, "GET", `${submission}/evidence/${done?.evidence.id}/content`, undefined, cookie);
    expect(await content.text()).toBe("%PDF-1.4 x");
    for (const server of running.splice(0)) expect(await server.stop()).toBe(0);
    await database.drop();
  });

  it("names every bad setting and ends with 1", async () => {
    const { code, output } = await failedStart({ PORT: "http", FILES_URL: "s3://bucket" });
    expect(code).toBe(1);
    expect(output).toContain("环境变量 PORT：");
    expect(output).toContain("环境变量 FILES_URL：");
  });

  it("says which port is taken", async () => {
    await launch();
    const other = await newDataFolder();
    const { code, output } = await failedStart({ DATA_DIR: other });
    expect([code, output]).toEqual([1, expect.stringContaining(`端口 ${port} 已被占用`)]);
    await removeDataFolder(other);
  });

  it("does not touch data that a newer version has written", async () => {
    await (await launch()).stop();
    running.length = 0;
    const database = new DatabaseSync(join(dataFolder, "ziping.sqlite"));
    database.exec("insert into schema_migration values (999, 'future', '')");
    database.close();
    const { code, output } = await failedStart({});
    expect([code, output]).toEqual([1, expect.stringContaining("请升级")]);
  });

  it("says when the database cannot be reached", async () => {
    const { code, output } = await failedStart({ DATABASE_URL: `postgres://u:secret@127.0.0.1:${port}/d` });
    expect([code, output]).toEqual([1, expect.stringContaining("DATABASE_URL")]);
    expect(output).not.toContain("secret");
  });

  it("logs no name, no answer and no password", async () => {
    const server = await launch();
    const { cookie, submission } = await begin(server);
    await send(server, "PUT", `${submission}/answers/opening`, save("机密内容", 0), cookie);
    await send(server, "POST", "/api/session", { username: "zhangsan", password: "wrong password" });
    await server.stop();
    for (const word of ["zhangsan", "张三", PASSWORD, "wrong password", "机密内容", "ziping.session_token"])
      expect(server.output()).not.toContain(word);
  });
});

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getSubmission, type SubmissionDetail } from "#core/api/submission.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import { freePort } from "#mocks/free-port.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const USERNAME = "tonggao";
const PASSWORD = "好雨知时节当春乃发生";

/** The built product over a data folder of its own, with the sample loaded and the sample's editor signed in. */
export interface Product {
  origin: string;
  /** a folder on the same disk as the data; it goes with it */
  folder: string;
  username: string;
  password: string;
  /** the editor's session, as a cookie header */
  cookie: string;
  submission: SubmissionDetail;
  /** of the server's process */
  pid: number;
}

/** Starts the product for the length of `work`, with settings of its own where they are given. */
export async function withProduct<T>(
  work: (product: Product) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  build();
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  try {
    const { origin, child, setUpCode } = await start(join(folder, "data"), env);
    try {
      return await work({ ...(await enter(origin, folder, setUpCode)), pid: child.pid ?? 0 });
    } finally {
      const ended = once(child, "exit");
      if (child.exitCode === null && child.kill()) await ended;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function build(): void {
  const { status } = spawnSync(process.execPath, ["scripts/build.js", "--if-stale"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("the app could not be built");
}

async function start(
  dataFolder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ origin: string; child: ChildProcess; setUpCode: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, ["src/server/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataFolder, BACKUP: "off", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += chunk;
    const [setUpCode] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b/.exec(printed) ?? [];
    if (setUpCode !== undefined) return { origin: `http://127.0.0.1:${port}`, child, setUpCode };
  }
  throw new Error(`the server did not start:\n${printed}`);
}

async function enter(origin: string, folder: string, code: string): Promise<Omit<Product, "pid">> {
  const post = async (path: string, body: object): Promise<Response> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response;
  };
  await post("/api/setup", { mode: "sample", code, password: PASSWORD });
  const session = await post("/api/session", { username: USERNAME, password: PASSWORD });
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const get = async (path: string): Promise<unknown> => (await fetch(origin + path, { headers: { cookie } })).json();
  const [own] = listSubmissions.response?.parse(await get("/api/submissions")) ?? [];
  const submission = getSubmission.response?.parse(await get(`/api/submissions/${own?.id}`));
  if (!submission) throw new Error("the sample has no submission");
  return { origin, folder, username: USERNAME, password: PASSWORD, cookie, submission };
}

import { spawn, spawnSync } from "node:child_process";
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
  buildOnce();
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  try {
    const server = await launch(join(folder, "data"), env);
    try {
      return await work({ ...(await enter(server.origin, folder, setUpCodeIn(server))), pid: server.pid });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The built app, as it is where it is not stale. */
export function buildOnce(): void {
  const { status } = spawnSync(process.execPath, ["scripts/build.js", "--if-stale"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("the app could not be built");
}

export interface Launched {
  origin: string;
  pid: number;
  /** everything that it printed until it listened */
  printed: string;
  stop: () => Promise<void>;
}

/** What `npm start` gives to the server as well; without the cache the first file would bring a compiler with it. */
const START = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

/** The server as a process of its own, as soon as it listens. */
export async function launch(dataFolder: string, env: Readonly<Record<string, string>>): Promise<Launched> {
  const port = await freePort();
  const child = spawn(process.execPath, ["src/server/start.ts"], {
    cwd: ROOT,
    env: { ...START, HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataFolder, BACKUP: "off", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  let printed = "";
  const listening = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes(origin)) resolve();
    });
    child.once("exit", () => reject(new Error(`the server did not start:\n${printed}`)));
  });
  await listening;
  return {
    origin,
    pid: child.pid ?? 0,
    printed,
    stop: async () => {
      const ended = once(child, "exit");
      if (child.exitCode === null && child.kill()) await ended;
    },
  };
}

function setUpCodeIn({ printed }: Launched): string {
  const [code] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b/.exec(printed) ?? [];
  if (code === undefined) throw new Error(`the server printed no set-up code:\n${printed}`);
  return code;
}

async function enter(origin: string, folder: string, code: string): Promise<Omit<Product, "pid">> {
  const post = async (path: string, body: object): Promise<Response> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response;
  };
  await post("/api/setup", { mode: "sample", code, password: PASSWORD });
  const cookie = cookieOf(await post("/api/session", { username: USERNAME, password: PASSWORD }));
  const get = async (path: string): Promise<unknown> => (await fetch(origin + path, { headers: { cookie } })).json();
  const [own] = listSubmissions.response?.parse(await get("/api/submissions")) ?? [];
  const submission = getSubmission.response?.parse(await get(`/api/submissions/${own?.id}`));
  if (!submission) throw new Error("the sample has no submission");
  return { origin, folder, username: USERNAME, password: PASSWORD, cookie, submission };
}

const cookieOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");

/** Another account of the sample signed in: its session as a cookie header. */
export async function signedIn({ origin, password }: Product, username: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ username, password });
  const response = await fetch(`${origin}/api/session`, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`${username} cannot sign in: ${await response.text()}`);
  return cookieOf(response);
}

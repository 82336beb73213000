import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "#mocks/free-port.ts";
import { writeBundles } from "#scripts/bundle/bundle.js";
import { TARGETS } from "#scripts/bundle/targets.js";
import { pinnedNode } from "#scripts/lib/project.js";
import { PHRASE } from "./enter.ts";

const LONGEST_PATH = 200;
const text = (bytes: Uint8Array, encoding = "utf-8"): string => new TextDecoder(encoding).decode(bytes);

let place: string;
let linux: string;
let windows: Record<string, Uint8Array>;
let windowsZip: Uint8Array;

beforeAll(async () => {
  // a name that a person would give
  place = await mkdtemp(join(tmpdir(), "自评通 试 (1) "));
  const standIn = join(place, "node.exe");
  await writeFile(standIn, "stands for the runtime of another system");
  const installed = pinnedNode() ?? "";
  const [forLinux, forWindows] = await writeBundles(TARGETS, {
    outDir: place,
    level: 1,
    runtimeOf: ({ platform }) => (platform === process.platform ? installed : standIn),
  });
  if (!forLinux || !forWindows) throw new Error("a target is missing");
  execFileSync("tar", ["xzf", forLinux.file, "-C", place]);
  linux = join(place, forLinux.folder);
  windowsZip = await readFile(forWindows.file);
  windows = Object.fromEntries(
    Object.entries(unzipSync(windowsZip)).map(([path, bytes]) => [path.slice(forWindows.folder.length + 1), bytes]),
  );
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Started as by hand, without any environment: no PATH, no home. */
function start(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(join(linux, command), args, { cwd: place, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  const ended = once(child, "close").then(([code]) => z.number().nullable().parse(code));
  const says = (pattern: RegExp) => expect.poll(() => said, { timeout: 20_000 }).toMatch(pattern);
  return { child, ended, says, said: () => said };
}

describe("the bundle for Linux", () => {
  it("is whole by its own sums, and says what is in it", async () => {
    const sums = (await readFile(join(linux, "SHA256SUMS"), "utf8")).trim().split("\n");
    const files = await readdir(linux, { recursive: true, withFileTypes: true });
    expect(sums).toHaveLength(files.filter((file) => file.isFile()).length - 1);
    for (const line of sums) {
      const [digest = "", path = ""] = line.split("  ");
      const bytes = await readFile(join(linux, path));
      expect(createHash("sha256").update(bytes).digest("hex"), path).toBe(digest);
    }
    const licences = await readFile(join(linux, "THIRD-PARTY.txt"), "utf8");
    for (const name of ["react ", "hono ", "pdfjs-dist ", "docx ", "Fonts: ", "Node.js "])
      expect(licences).toMatch(new RegExp(`^${name}.*\\(.+\\)$`, "m"));
  });

  it("has every thread that its programs start", async () => {
    const programs = join(linux, "program/server");
    const files = await readdir(programs);
    const threads = await Promise.all(
      files.map(async (file) =>
        [
          ...(await readFile(join(programs, file), "utf8")).matchAll(
            /new URL\("\.\/([\w-]+\.js)", import\.meta\.url\)/g,
          ),
        ].map(([, name]) => name),
      ),
    );
    expect(threads.flat().length).toBeGreaterThanOrEqual(2);
    expect(files).toEqual(expect.arrayContaining(threads.flat()));
  });

  it("runs without Node, PATH or home: sample, package with Word and PDF, a second start, an orderly end", async () => {
    const port = await freePort();
    const env = { PORT: String(port) };
    const server = start("启动自评通.sh", ["--no-browser"], env);
    const origin = `http://127.0.0.1:${port}`;
    await server.says(new RegExp(`请用浏览器打开：${origin}`));
    await server.says(/初始化码：\S+/);
    const code = /初始化码：([0-9A-Z-]+)/.exec(server.said())?.[1];

    const page = await fetch(origin).then((answer) => answer.text());
    const script = /src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? "";
    expect((await fetch(origin + script)).headers.get("content-type")).toMatch(/javascript/);
    expect((await fetch(`${origin}/fonts/song.otf`)).status).toBe(200);

    const post = (path: string, body: unknown) =>
      fetch(origin + path, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const made = await post("/api/setup", { mode: "sample", code, password: PHRASE });
    expect(made.status, await made.clone().text()).toBe(200);
    const { usernames } = z.object({ usernames: z.array(z.string()) }).parse(await made.json());
    expect(usernames).toContain("tonggao");
    const session = await post("/api/session", { username: "tonggao", password: PHRASE });
    const cookie = session.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const get = (path: string) => fetch(origin + path, { headers: { cookie } });
    const [submission] = z.array(z.object({ id: z.string() })).parse(await (await get("/api/submissions")).json());
    const sent = await get(`/api/submissions/${submission?.id}/package`);
    expect(sent.status).toBe(200);
    const inside = unzipSync(new Uint8Array(await sent.arrayBuffer()));
    const written = (end: string) =>
      Object.entries(inside).find(([name]) => name.endsWith(end))?.[1] ?? new Uint8Array();
    expect(text(written(".pdf").subarray(0, 5))).toBe("%PDF-");
    expect(Object.keys(unzipSync(written(".docx")))).toContain("word/document.xml");

    const again = start("start.sh", ["--no-browser"], env);
    expect(await again.ended).toBe(0);
    expect(again.said()).toContain(`自评通已经在运行：${origin}`);

    server.child.kill("SIGTERM");
    expect(await server.ended, server.said()).toBe(0);
    expect(server.said()).toContain("数据都已保存");
  });

  it("has the command line, its threads and the codecs of pictures", async () => {
    const sample = join(linux, "program/templates/samples/yubei-2022");
    const out = join(place, "报 告");
    const command = start("ziping", ["report", sample, "--out", out, "--format", "docx,pdf"]);
    expect(await command.ended, command.said()).toBe(0);
    const files = await readdir(out);
    expect(files.map((file) => file.slice(file.lastIndexOf("."))).sort()).toEqual([".docx", ".pdf"]);
    const word = files.find((file) => file.endsWith(".docx")) ?? "";
    const parts = Object.keys(unzipSync(await readFile(join(out, word))));
    expect(parts.some((part) => part.startsWith("word/media/"))).toBe(true);
  });

  it("says in Chinese what is wrong when it cannot start, and leaves with a failure", async () => {
    const refused = start("start.sh", ["--no-browser"], { DATA_DIR: join(linux, "VERSION", "data") });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain("不能写入数据文件夹");
    const wrong = start("start.sh", ["--no-browser"], { DATA_DIR: join(place, "other"), PORT: "99999999" });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain("环境变量 PORT");
  });
});

describe("the bundle for Windows", () => {
  it("has what is double-clicked, in the encoding and with the line ends of a batch file", () => {
    for (const name of ["启动自评通.bat", "start.bat", "ziping.cmd"]) {
      const script = text(windows[name] ?? new Uint8Array(), "gbk");
      expect(script.replaceAll("\r\n", ""), name).not.toMatch(/[\r\n\uFFFD]/);
      expect(script, name).toContain(String.raw`"%~dp0runtime\node.exe" "%~dp0program`);
    }
    expect(windows["启动自评通.bat"]).toEqual(windows["start.bat"]);
    expect(text(windows["start.bat"] ?? new Uint8Array(), "gbk")).toContain("请先把压缩包完整解压到一个文件夹");
    expect([...(windows["README.txt"] ?? [])].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
    expect(Object.keys(windows)).toEqual(expect.arrayContaining(["runtime/node.exe", "windows-service.md", "LICENSE"]));
  });

  it("can be unpacked anywhere: short paths, names that Windows allows, no links", () => {
    const paths = Object.keys(windows);
    expect(paths.filter((path) => path.length > LONGEST_PATH)).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const forbidden = /[<>:"|?*\\\u0000-\u001F]|[ .](\/|$)|(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/i;
    expect(paths.filter((path) => forbidden.test(path))).toEqual([]);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(linkCount(windowsZip)).toBe(0);
  });
});

/** Entries of a ZIP's central directory whose Unix mode says symbolic link. */
function linkCount(zip: Uint8Array): number {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  let [at, links] = [view.getUint32(end + 16, true), 0];
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    if (view.getUint32(at + 38, true) >>> 28 === 0xa) links += 1;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return links;
}

import { spawn } from "node:child_process";
import { createHash, randomFillSync } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDiskFiles, storedPath } from "#server/files/disk.ts";
import type { Bytes } from "#server/files/files.ts";
import type { Row } from "./row.ts";

const CHUNK = 1024 * 1024;
const CHUNKS = 2 * 1024;
const SIZE = CHUNK * CHUNKS;

/** A ZIP of 2 GB over HTTP: the server's memory, and its time beside that of reading and hashing the same file. */
export async function zipBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  try {
    const files = await openDiskFiles(folder, new Date());
    const put = await files.put(noise(), { limit: SIZE, accept: () => true });
    if (!put.ok) throw new Error(put.error);
    const { sha256 } = put.value;
    const bare = await timed(() => hashFile(storedPath(folder, sha256)));
    const { peak, time } = await serve(folder, sha256);
    return [
      { name: "2 GB材料包（HTTP）服务进程峰值内存", value: peak, unit: "MB", budget: 250 },
      { name: "2 GB材料包（HTTP）下载用时", value: time, unit: "ms" },
      { name: "与读出并校验同一文件之比", value: time / bare, unit: "×" },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same random megabyte again and again: nothing here compresses or remembers it. */
function noise(): Bytes {
  const chunk = new Uint8Array(CHUNK);
  randomFillSync(chunk);
  let left = CHUNKS;
  return new ReadableStream({
    pull: (controller) => {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(chunk);
    },
  });
}

async function hashFile(path: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(chunk);
}

async function serve(folder: string, sha256: string): Promise<{ peak: number; time: number }> {
  const script = fileURLToPath(new URL("./zip-server.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder, sha256, String(SIZE)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    const origin = `http://127.0.0.1:${port.toString().trim()}`;
    const time = await timed(() => download(origin));
    const peak = Number(await (await fetch(`${origin}/peak`)).json());
    return { peak, time };
  } finally {
    const ended = once(child, "exit");
    if (child.exitCode === null && child.kill()) await ended;
  }
}

async function download(origin: string): Promise<void> {
  const response = await fetch(origin);
  let size = 0;
  for await (const chunk of response.body ?? []) size += chunk.byteLength;
  if (size !== Number(response.headers.get("content-length"))) throw new Error(`the ZIP broke off after ${size} bytes`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

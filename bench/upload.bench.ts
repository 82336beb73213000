import { createHash, randomFillSync } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillPath } from "#core/api/endpoint.ts";
import { createUpload, finishUpload, UPLOAD_CONTENT_TYPE } from "#core/api/upload.ts";
import { metadataHeader, tusHeaders } from "#mocks/upload-file.ts";
import { type Product, withProduct } from "./product.ts";
import type { Row } from "./row.ts";

const MEGABYTE = 1024 * 1024;
const SIZE = 2 * 1024 * MEGABYTE;
/** as the app sends them */
const CHUNK = 16 * MEGABYTE;

/** A file of 2 GB from first byte to record, beside a plain copy on the same disk; and what the server holds meanwhile. */
export async function uploadBench(): Promise<Row[]> {
  return withProduct(async (product) => {
    const path = join(product.folder, "large.pdf");
    await writeNoise(path);
    const sha256 = await hashOf(path);
    const copied = await timed(() => copy(path, join(product.folder, "copy.pdf")));
    let location = "";
    const sent = await timed(async () => {
      location = await send(product, path, sha256);
    });
    const checked = await timed(() => finish(product, location));
    return [
      { name: "2 GB文件逐块读写并落盘", value: copied, unit: "ms" },
      { name: "2 GB上传（HTTP，每块落盘）", value: sent, unit: "ms" },
      { name: "2 GB校验、检查内容并入库", value: checked, unit: "ms" },
      { name: "上传与读写同一文件之比", value: (sent + checked) / copied, unit: "×", budget: 5 },
      { name: "上传2 GB时服务进程峰值内存", value: await peakMegabytes(product.pid), unit: "MB", budget: 350 },
    ];
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** Reads as a PDF whose one stream is all noise. */
async function writeNoise(path: string): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(MEGABYTE));
  const handle = await open(path, "w");
  for (let at = 0; at < SIZE; at += MEGABYTE) {
    chunk.writeUInt32LE(at / MEGABYTE, 64);
    if (at === 0) chunk.write("%PDF-1.4\n1 0 obj\n<< /Length 9 0 R >>\nstream\n");
    await handle.write(chunk);
  }
  await synced(handle);
}

async function copy(from: string, to: string): Promise<void> {
  const handle = await open(to, "w");
  for await (const chunk of createReadStream(from, { highWaterMark: MEGABYTE })) await handle.write(chunk);
  await synced(handle);
}

async function synced(handle: FileHandle): Promise<void> {
  await handle.sync();
  await handle.close();
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: MEGABYTE })) hash.update(chunk);
  return hash.digest("hex");
}

async function send({ origin, cookie, submission }: Product, path: string, sha256: string): Promise<string> {
  const [item] = submission.items.filter(({ writable }) => writable);
  const begun = await fetch(origin + fillPath(createUpload.path, { submissionId: submission.id }), {
    method: "POST",
    headers: {
      ...tusHeaders,
      cookie,
      "upload-length": String(SIZE),
      "upload-metadata": metadataHeader({ item: item?.itemKey, fileName: "影像.pdf", sha256 }),
    },
  });
  const location = begun.headers.get("location");
  if (location === null) throw new Error(`no room: ${await begun.text()}`);
  const file = await openAsBlob(path);
  for (let at = 0; at < SIZE; at += CHUNK) {
    const answer = await fetch(origin + location, {
      method: "PATCH",
      headers: { ...tusHeaders, cookie, "upload-offset": String(at), "content-type": UPLOAD_CONTENT_TYPE },
      body: file.slice(at, at + CHUNK),
    });
    if (answer.status !== 204) throw new Error(`refused at ${at}: ${await answer.text()}`);
  }
  return location;
}

async function finish({ origin, cookie, submission }: Product, location: string): Promise<void> {
  const params = { submissionId: submission.id, uploadId: location.split("/").at(-1) ?? "" };
  const answer = await fetch(origin + fillPath(finishUpload.path, params), {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: "{}",
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The kernel's own high-water mark, where there is one. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

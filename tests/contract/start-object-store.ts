import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findObjectStore, OBJECT_STORE_ADVICE } from "#scripts/lib/find-object-store.js";
import { readS3Url, type S3Place } from "#server/files/s3/s3-place.ts";
import { s3Sender } from "#server/files/s3/s3-request.ts";

const SCRIPT = fileURLToPath(new URL("./swift-server.py", import.meta.url));
const KEYS = { accessKeyId: "ziping:tester", secretAccessKey: "object-store-of-a-test" };

export interface ObjectStore {
  port: number;
  /** a bucket, made where there is none: as a place, and as the environment that names it; `port` leads over a proxy */
  bucket: (name: string, port?: number) => Promise<{ place: S3Place; env: Record<string, string> }>;
  stop: () => Promise<void>;
}

/** A real object store that speaks S3: OpenStack Swift, on a free port, gone when it is stopped. */
export async function startObjectStore(): Promise<ObjectStore> {
  const python = findObjectStore();
  if (python === undefined) throw new Error(OBJECT_STORE_ADVICE);
  const folder = await mkdtemp(join(tmpdir(), "ziping-object-store-"));
  const child = spawn(python, [SCRIPT, folder, KEYS.accessKeyId, KEYS.secretAccessKey], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const [first] = await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), ended]);
  const port = Number(first);
  if (child.exitCode !== null || !(port > 0)) throw new Error(`the object store did not start:\n${printed}`);
  return {
    port,
    bucket: async (name, through = port) => {
      const own = placeOf(name, port);
      await s3Sender(own.place)({ method: "PUT", accepts: [200, 409] });
      return through === port ? own : placeOf(name, through);
    },
    stop: async () => {
      // it ends with its standard input
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function placeOf(name: string, port: number): { place: S3Place; env: Record<string, string> } {
  const url = `s3://${name}/files?endpoint=http://127.0.0.1:${port}`;
  const place = readS3Url(url, KEYS);
  if (!place.ok) throw new Error(place.error);
  return {
    place: place.value,
    env: {
      FILES_URL: url,
      FILES_ACCESS_KEY_ID: KEYS.accessKeyId,
      FILES_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    },
  };
}

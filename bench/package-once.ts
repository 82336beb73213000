import { randomFillSync } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { NO_DECISIONS } from "#core/package/plan.ts";
import { buildApp } from "#mocks/build-app.ts";
import { actorOf, expectOk, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { openDiskParcels } from "#server/files/disk-parcels.ts";
import type { Bytes } from "#server/files/files.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { exportPackage, WORD_AND_PDF } from "#server/services/package-export.ts";
import { importPackage, receivePackage } from "#server/services/package-import.ts";
import { readHead } from "#server/services/submission-rows.ts";

const MEGABYTE = 1024 * 1024;
const NOISE = randomFillSync(Buffer.alloc(MEGABYTE));
const FILES = 4;
const EACH = 512 * MEGABYTE;

/** Exports 2 GB of evidence or imports them again, in a process of its own: `export FOLDER`, `import FOLDER`. */
const [task, folder = ""] = process.argv.slice(2);
const data = join(folder, task ?? "");
const now = new Date();
const replace = { files: await openDiskFiles(data, now), parcels: await openDiskParcels(data, now) };
const app = await buildApp({ replace });
const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
const editor = actorOf(district, "editor");
const { db } = app.deps.store;
const path = join(folder, "year.ziping");
const took: Record<string, number> = {};

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = performance.now();
  const result = await work();
  took[name] = performance.now() - before;
  return result;
}

/** Reads as a PDF whose one stream is all noise. */
function* noise(index: number): Generator<Uint8Array> {
  for (let at = 0; at < EACH; at += MEGABYTE) {
    const chunk = Buffer.from(NOISE);
    chunk.writeUInt32LE(at / MEGABYTE, 100);
    if (at === 0) chunk.write(`%PDF-1.4\n%${index}\n1 0 obj\n<< /Length 9 0 R >>\nstream\n`);
    yield chunk;
  }
}

if (task === "export") {
  const head = await readHead(db, app.deps.templates, submissionOf(district));
  if (!head) throw new Error("no submission");
  for (let index = 0; index < FILES; index += 1)
    expectOk(
      await addEvidence(app.deps, db, editor, head, {
        itemKey: "spending",
        slot: undefined,
        fileName: `影像${index}.pdf`,
        stream: Readable.toWeb(Readable.from(noise(index))) as Bytes,
        expected: EACH,
      }),
    );
  await timed("export", async () => {
    const by = { organisationId: district.id, accountId: editor.accountId };
    const { stream } = expectOk(await exportPackage(app.deps, { by, name: editor.name }, head, WORD_AND_PDF));
    await pipeline(Readable.fromWeb(stream as NodeStream), createWriteStream(path));
  });
} else {
  await db.deleteFrom("assignment").execute();
  await db.deleteFrom("submission").execute();
  const stream = Readable.toWeb(createReadStream(path, { highWaterMark: MEGABYTE })) as Bytes;
  const received = await timed("receive", async () => expectOk(await receivePackage(app.deps, editor, stream)));
  const confirmation = { digest: received.digest, decisions: NO_DECISIONS };
  await timed("import", async () => expectOk(await importPackage(app.deps, editor, received.packageId, confirmation)));
}
await app.close();
process.stdout.write(JSON.stringify({ ...took, peak: process.resourceUsage().maxRSS / 1024 }));

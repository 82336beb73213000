import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import PizZip from "pizzip";
import { afterEach, describe, expect, it } from "vitest";
import type { Evidence } from "#core/evidence/evidence.ts";
import { evidenceZip } from "#report/zip/evidence-zip.ts";
import { type ByteStream, streamZip, type ZipMember } from "#report/zip/stream-zip.ts";
import { openDiskFiles, storedPath } from "#server/files/disk.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { contentOf, evidenceFile, templateWith } from "#tests/fixtures/core-content.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-zip-"));
  folders.push(folder);
  return folder;
}

const read = async (stream: ByteStream): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(stream).arrayBuffer());

/** Chunks of a source that tells what became of it. */
function source(chunks: Uint8Array<ArrayBuffer>[]) {
  const seen = { opened: 0, pulled: 0, cancelled: 0 };
  const open = async (): Promise<ByteStream> => {
    seen.opened += 1;
    const left = [...chunks];
    return new ReadableStream(
      {
        pull: (controller) => {
          const next = left.shift();
          seen.pulled += 1;
          if (next) controller.enqueue(next);
          else controller.close();
        },
        cancel: () => {
          seen.cancelled += 1;
        },
      },
      { highWaterMark: 0 },
    );
  };
  return { seen, open };
}
const member = (name: string, chunks: Uint8Array<ArrayBuffer>[]): ZipMember => ({
  name,
  size: chunks.reduce((sum, each) => sum + each.byteLength, 0),
  open: source(chunks).open,
});

describe("a streamed ZIP", () => {
  it("gives back every member byte for byte, has the length that it announced, and is the same every time", async () => {
    const chunk = fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes));
    const contents = fc.array(fc.array(chunk, { maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(contents, async (all) => {
        const make = () => streamZip(all.map((chunks, index) => member(`文件夹/第${index}份.pdf`, chunks)));
        const { stream, size } = make();
        const bytes = await read(stream);
        expect(bytes.byteLength).toBe(size);
        expect(await read(make().stream)).toEqual(bytes);
        const files = unzipSync(bytes);
        expect(Object.keys(files)).toEqual(all.map((_, index) => `文件夹/第${index}份.pdf`));
        for (const [index, chunks] of all.entries())
          expect([...(files[`文件夹/第${index}份.pdf`] ?? [])]).toEqual(chunks.flatMap((each) => [...each]));
      }),
      { numRuns: 60 },
    );
  });

  it("reads nothing before it is asked, and no further than it is read", async () => {
    const { seen, open } = source(Array.from({ length: 50 }, () => new Uint8Array(100_000)));
    const reader = streamZip([{ name: "a", size: 5_000_000, open }]).stream.getReader();
    expect(seen).toEqual({ opened: 0, pulled: 0, cancelled: 0 });
    for (let chunks = 0; chunks < 5; chunks += 1) await reader.read();
    expect(seen.pulled).toBeGreaterThan(0);
    expect(seen.pulled).toBeLessThan(15);
    await reader.cancel();
    expect(seen.cancelled).toBe(1);
  });

  it("opens no further member once it is cancelled", async () => {
    const many = Array.from({ length: 20 }, () => new Uint8Array(10));
    const [first, second] = [source(many), source([new Uint8Array(10)])];
    const zip = streamZip([
      { name: "a", size: 200, open: first.open },
      { name: "b", size: 10, open: second.open },
    ]);
    const reader = zip.stream.getReader();
    await reader.read();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect([first.seen.opened, first.seen.cancelled, second.seen.opened]).toEqual([1, 1, 0]);
  });
});

const checklist = templateWith({ heading: "教师队伍" });

/** Files on a disk, and records of them under the only item. */
async function stored(...texts: string[]) {
  const folder = await temporaryFolder();
  const files = await openDiskFiles(folder, new Date("2022-11-08T00:00:00Z"));
  const evidence: Evidence[] = [];
  for (const [order, text] of texts.entries()) {
    const bytes = new TextEncoder().encode(text);
    const stream = new Response(bytes).body as ByteStream;
    const put = await files.put(stream, { limit: 1e6, accept: () => true });
    if (!put.ok) throw new Error(put.error);
    const record = { ...evidenceFile(`e${order}`, [{ itemKey: "item-1", order }]), title: text, ...put.value };
    evidence.push({ ...record, confidential: text.includes("密") });
  }
  const open = async (sha256: string): Promise<ByteStream> => {
    const bytes = await files.openVerified(sha256);
    if (!bytes) throw new DamagedFileError(sha256);
    return bytes;
  };
  const content = contentOf(checklist, {}, { evidence });
  return { folder, evidence, make: (reader: "own" | "others" = "own") => evidenceZip(content, reader, open) };
}

describe("the evidence ZIP", () => {
  it("has the catalogue, and a manifest in the form that sha256sum checks, in which every hash is right", async () => {
    const { make } = await stored("决算", "会议纪要");
    const { stream, fileName, size } = await make();
    expect(fileName).toBe("渝北区2022年自评佐证材料.zip");
    const bytes = await read(stream);
    expect(bytes.byteLength).toBe(size);
    const files = unzipSync(bytes);
    const manifest = new TextDecoder().decode(files["清单.sha256"]);
    const listed = manifest.split("\n").map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line)?.slice(1) ?? line);
    expect(listed.pop()).toBe("");
    expect(listed).toEqual(
      Object.entries(files)
        .filter(([name]) => name !== "清单.sha256")
        .map(([name, content]) => [createHash("sha256").update(content).digest("hex"), name]),
    );
    expect(Object.keys(files)).toEqual([
      "佐证材料目录.docx",
      "佐证材料目录.xlsx",
      "清单.sha256",
      "1 保障投入/1-1 教师队伍/1-1-01 决算.pdf",
      "1 保障投入/1-1 教师队伍/1-1-02 会议纪要.pdf",
    ]);
  });

  it("is sound to another reader, checksums and names in UTF-8", async () => {
    const { make } = await stored("决算", "会议纪要");
    const { files } = new PizZip(await read((await make()).stream), { checkCRC32: true });
    expect(Object.keys(files)).toContain("1 保障投入/1-1 教师队伍/1-1-01 决算.pdf");
    expect(Object.values(files).every(({ dir, name }) => dir || !name.includes("\ufffd"))).toBe(true);
  });

  it("is called damaged by that reader when one byte of a file is another", async () => {
    const { make } = await stored("决算", "会议纪要");
    const bytes = Buffer.from(await read((await make()).stream));
    const directory = bytes.readUInt32LE(bytes.lastIndexOf("PK\u0005\u0006") + 16);
    const place = bytes.lastIndexOf("会议纪要", directory);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    expect(() => new PizZip(bytes, { checkCRC32: true })).toThrow(/CRC32/);
  });

  it("is the same bytes for the same content", async () => {
    const { make } = await stored("决算", "密件");
    const digest = async (reader: "own" | "others") =>
      createHash("sha256")
        .update(await read((await make(reader)).stream))
        .digest("hex");
    expect(await digest("own")).toBe(await digest("own"));
    expect(await digest("others")).toBe(await digest("others"));
    expect(await digest("own")).not.toBe(await digest("others"));
  });

  it("breaks off where a stored file is not what it was, so that nobody takes it for the whole", async () => {
    const { folder, evidence, make } = await stored("决算", "会议纪要");
    await writeFile(storedPath(folder, evidence[0]?.sha256 ?? ""), "决茸");
    const { stream, size } = await make();
    let received = 0;
    const reading = async (): Promise<void> => {
      const reader = stream.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        received += value.byteLength;
      }
    };
    await expect(reading()).rejects.toThrow(DamagedFileError);
    expect(received).toBeLessThan(size);
  });
});

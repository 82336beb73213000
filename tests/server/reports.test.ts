import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { streamOf } from "#server/files/memory.ts";
import { diskSupplies } from "#server/reports/disk-supplies.ts";
import { type MadeFiles, reportsHere } from "#server/reports/reports.ts";
import { threadedReports } from "#server/reports/threaded-reports.ts";
import { contentOf, evidenceFile, templateOf } from "#tests/fixtures/core-content.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

let folder: string;
let content: SubmissionContent;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-reports-"));
  const files = await openDiskFiles(folder, new Date());
  const put = await files.put(streamOf(new Uint8Array(PNG)), { limit: 1000, accept: () => true });
  if (!put.ok) throw new Error(put.error);
  const picture = { ...evidenceFile("a", [{ itemKey: "spending" }]), ...put.value, mediaType: "image/png" as const };
  content = contentOf(
    templateOf(),
    { spending: { narrative: "投入逐年增加。" } },
    {
      evidence: [
        { ...picture, inReport: true },
        { ...evidenceFile("b", [{ itemKey: "spending" }]), mediaType: "image/png", inReport: true },
      ],
    },
  );
});
afterEach(() => rm(folder, { recursive: true }));

const told = ({ files, complaints }: MadeFiles) => ({
  complaints,
  files: files.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString("base64")]),
});

describe("reports of the server", () => {
  it("are the same on a thread of their own as where they are asked for, and name the picture that is gone", async () => {
    const formats = ["docx", "pdf"] as const;
    const made = told(await threadedReports({ kind: "folder", folder })(content, formats));
    expect(made).toEqual(told(await reportsHere(diskSupplies(folder))(content, formats)));
    expect(made.files.map(([name]) => name?.split(".").at(-1))).toEqual(["docx", "pdf"]);
    expect(made.complaints).toEqual([expect.stringContaining("材料b")]);
  });

  it("are made one after the other, and one that fails keeps none from being made", async () => {
    const make = threadedReports({ kind: "folder", folder });
    const broken = { ...content, answers: new Map([["spending", JSON.parse("null")]]) };
    const [first, failed, last] = await Promise.allSettled([
      make(content, ["docx"]),
      make(broken, ["docx"]),
      make(content, ["docx"]),
    ]);
    expect([first.status, failed.status, last.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

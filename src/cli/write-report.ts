import { join } from "node:path";
import { suppliesOf } from "#cli/evidence-place.ts";
import type { MakeOptions } from "#cli/report-options.ts";
import { type ReportSource, stampOf } from "#cli/report-source.ts";
import { writeWhole } from "#cli/write-file.ts";
import type { ReportFormat } from "#report/make.ts";
import { makeFiles } from "#report/make-files.ts";

export interface WrittenFile {
  format: ReportFormat;
  path: string;
  bytes: number;
  pages: number | undefined;
}

export interface WrittenReport {
  files: WrittenFile[];
  /** what the files lack, in Chinese */
  complaints: string[];
}

/** Writes the report in every format that is asked for; what is published says less than what is sent. */
export async function writeReport(
  source: ReportSource,
  options: MakeOptions,
  nameOf: (format: ReportFormat, fileName: string) => string = (_, fileName) => fileName,
): Promise<WrittenReport> {
  const { content } = source;
  const { out, formats, shell, letterhead } = options;
  const request = { content, formats, stamp: stampOf(content), shell, letterhead };
  const files: WrittenFile[] = [];
  const complaints = await makeFiles(
    request,
    suppliesOf(source.evidence),
    async ({ bytes, fileName, pages }, format) => {
      const path = join(out, nameOf(format, fileName));
      await writeWhole(path, bytes);
      files.push({ format, path, bytes: bytes.length, pages });
    },
  );
  return { files, complaints };
}

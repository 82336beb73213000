import { join } from "node:path";
import { prepareImages } from "#cli/images/prepare-images.ts";
import { loadProjectFont } from "#cli/project-folder.ts";
import type { MakeOptions } from "#cli/report-options.ts";
import { type ReportSource, stampOf } from "#cli/report-source.ts";
import { writeWhole } from "#cli/write-file.ts";
import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import type { ReportDocument } from "#core/document/model.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { discretionOf, type MadeReport, makeReport, type ReportFormat } from "#report/make.ts";

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
  const findings = checkSubmission(source.content);
  const compose = (discretion: "named" | "hidden"): ReportDocument =>
    composeReport(source.content, findings, {
      stamp: stampOf(source.content),
      discretion,
      ...(options.shell === undefined ? {} : { shell: options.shell }),
    });
  const document = compose("named");
  const { images, unreadable } = await prepareImages(document, source.evidencePaths);
  const files: WrittenFile[] = [];
  const complaints = unreadable.map((caption) => `图片无法读取，文中以文字代替：${caption}`);
  for (const format of options.formats) {
    const made = await makeReport({
      document: discretionOf(format) === "named" ? document : compose("hidden"),
      format,
      loadFont: loadProjectFont,
      images,
      ...(format === "xlsx" ? { sheets: dataSheets(source.content, findings) } : {}),
      ...(options.letterhead === undefined ? {} : { letterhead: options.letterhead }),
    });
    const path = join(options.out, nameOf(format, made.fileName));
    await writeWhole(path, made.bytes);
    files.push({ format, path, bytes: made.bytes.length, pages: made.pages });
    complaints.push(...missingGlyphs(made));
  }
  return { files, complaints };
}

const missingGlyphs = ({ missing }: MadeReport): string[] =>
  missing.length > 0 ? [`PDF 中有${missing.length}个字符没有字形，以〓代替：${missing.join(" ")}`] : [];

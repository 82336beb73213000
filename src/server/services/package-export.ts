import {
  evidenceName,
  type Manifest,
  PACKAGE_EXTENSION,
  PACKAGE_FORMAT,
  reportName,
  SUBMISSION,
  TEMPLATE,
} from "#core/package/manifest.ts";
import type { PackagedSubmission } from "#core/package/packaged-submission.ts";
import { ok, type Result } from "#core/result.ts";
import { safeName } from "#core/safe-name.ts";
import type { ReportFormat } from "#report/make.ts";
import type { ByteStream, StreamedZip } from "#report/zip/stream-zip.ts";
import type { Deps } from "#server/deps.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { type By, record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { jsonBytes, sealPackage, written } from "#server/services/package-files.ts";
import { readPackagedSubmission } from "#server/services/packaged-submission.ts";
import { readContent } from "#server/services/submission-content.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { atOneMoment } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "files" | "makeReports" | "parcels" | "store" | "templates" | "version">;

/** What of the composed report goes along. */
export const WORD_AND_PDF: readonly ReportFormat[] = ["docx", "pdf"];
export const NO_REPORT: readonly ReportFormat[] = [];

export interface Package extends StreamedZip {
  fileName: string;
  files: number;
  /** what the report lacks, in Chinese */
  complaints: string[];
  /** of the evidence, by the SHA-256 of its bytes */
  titles: ReadonlyMap<string, string>;
}

/** Who asks for it, as the package will say. */
export interface Maker {
  by: Omit<By, "at">;
  name: string;
}

const NAME = { characters: 80, bytes: 240 };

/** The submission as a package, written while it is read. A missing file is told before a byte is sent. */
export async function exportPackage(
  { clock, files, makeReports, parcels, store, templates, version }: Using,
  maker: Maker,
  head: SubmissionHead,
  formats: readonly ReportFormat[],
): Promise<Result<Package, Failure>> {
  const { submission, content } = await atOneMoment(store.db, async (tx) => ({
    submission: await readPackagedSubmission(tx, head),
    content: await readContent(templates, tx, head),
  }));
  const whole = await refuseMissing(files, submission);
  if (!whole.ok) return whole;
  const report = formats.length === 0 ? { files: [], complaints: [] } : await makeReports(content, formats);
  const documents = [
    await written(SUBMISSION, jsonBytes(submission)),
    await written(TEMPLATE, jsonBytes(head.template)),
    ...(await Promise.all(
      report.files.map(({ fileName, bytes }) => written(reportName(fileName), new Uint8Array(bytes))),
    )),
  ];
  const contents = submission.evidence.map(({ sha256, size }) => ({ name: evidenceName(sha256), size, sha256 }));
  const { district, year, template } = submission;
  const manifest: Manifest = {
    format: PACKAGE_FORMAT,
    kind: "submission",
    madeAt: clock().toISOString(),
    madeBy: { name: maker.name, organisation: head.district, program: `ziping ${version}` },
    district,
    year,
    template,
    files: [...documents.map(({ file }) => file), ...contents],
  };
  const open = async (sha256: string): Promise<ByteStream> => {
    const bytes = await files.openVerified(sha256);
    if (!bytes) throw new DamagedFileError(sha256);
    return bytes;
  };
  const sealed = sealPackage({ parcels }, manifest, [
    ...documents.map(({ member }) => member),
    ...contents.map(({ name, size, sha256 }) => ({ name, size, open: () => open(sha256) })),
  ]);
  await record(
    store.db,
    { ...maker.by, at: clock() },
    { type: "package.exported", submissionId: head.id, files: manifest.files.length, bytes: sealed.size },
  );
  const fileName = `${safeName(`${district}${year}年自评数据包`, NAME)}.${PACKAGE_EXTENSION}`;
  const titles = new Map(submission.evidence.map(({ sha256, title }) => [sha256, title]));
  return ok({ ...sealed, fileName, files: manifest.files.length, complaints: report.complaints, titles });
}

async function refuseMissing(files: Deps["files"], { evidence }: PackagedSubmission): Promise<Result<void, Failure>> {
  const gone: string[] = [];
  for (const { sha256, title } of evidence) if (!(await files.has(sha256))) gone.push(`《${title}》`);
  return gone.length === 0
    ? ok(undefined)
    : fail(
        "evidence.damaged",
        `下列材料的文件缺失，未生成数据包：${gone.slice(0, 5).join("、")}。请在材料库中重新上传，或请管理员从备份恢复后再导出`,
      );
}

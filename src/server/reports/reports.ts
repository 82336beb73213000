import type { ConcludedReview } from "#core/api/conclusion.ts";
import { STAMP_LENGTH, versionText } from "#core/document/version.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { LoadFont } from "#report/fonts.ts";
import type { MadeReport, ReportFormat } from "#report/make.ts";
import type { Supplies } from "#report/make-files.ts";
import { sha256Of } from "#server/files/intake.ts";

export interface MadeFiles {
  files: MadeReport[];
  /** what the files lack, in Chinese */
  complaints: string[];
}

/** Writes a submission's report in each of the formats. The files are held: they are a report, not its evidence. */
export type MakeReports = (content: SubmissionContent, formats: readonly ReportFormat[]) => Promise<MadeFiles>;

/** Writes a concluded review as Word, PDF and workbook; `date` is the day in YYYY-MM-DD that the opinion bears. */
export type MakeOpinion = (concluded: ConcludedReview, date: string) => Promise<MadeFiles>;

/** Where it is called. The writers are loaded when the first report is asked for. */
export const reportsHere =
  (supplies: Supplies): MakeReports =>
  async (content, formats) => {
    const { makeFiles } = await import("#report/make-files.ts");
    const files: MadeReport[] = [];
    const stamp = await stampOf(content);
    const complaints = await makeFiles({ content, formats, stamp }, supplies, async (made) => void files.push(made));
    return { files, complaints };
  };

export const opinionsHere =
  (loadFont: LoadFont): MakeOpinion =>
  async (concluded, date) => {
    const [{ makeOpinionFiles }, { missingGlyphs }] = await Promise.all([
      import("#report/make-opinion-files.ts"),
      import("#report/make-files.ts"),
    ]);
    const files = await makeOpinionFiles(concluded, date, loadFont);
    return { files, complaints: files.flatMap(missingGlyphs) };
  };

async function stampOf(content: SubmissionContent): Promise<string> {
  return (await sha256Of(new TextEncoder().encode(versionText(content)))).slice(0, STAMP_LENGTH);
}

import type { ConcludedReview } from "#core/api/conclusion.ts";
import { composeOpinion } from "#core/document/review-opinion.ts";
import { conclusionSheets } from "#core/document/review-sheets.ts";
import type { LoadFont } from "#report/fonts.ts";
import { type MadeReport, makeReport } from "#report/make.ts";

/** A concluded review for people to read: the opinion as Word and PDF, the ledger as a workbook. `date` is what the opinion is dated. */
export async function makeOpinionFiles(
  concluded: ConcludedReview,
  date: string,
  loadFont: LoadFont,
): Promise<MadeReport[]> {
  const { city, conclusionHash, district, year } = concluded;
  const document = composeOpinion(concluded, { city, date, hash: conclusionHash });
  const word = await makeReport({ document, format: "docx", loadFont });
  const pdf = await makeReport({ document, format: "pdf", loadFont });
  const sheets = conclusionSheets(concluded);
  const ledger = await makeReport({ document, format: "xlsx", loadFont, sheets });
  return [word, pdf, { ...ledger, fileName: `${district}${year}年度审核台账.xlsx` }];
}

import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import type { ReportDocument } from "#core/document/model.ts";

export interface ComposedConclusion {
  /** 审核意见 */
  document: ReportDocument;
  /** 评分台账, 问题清单 */
  sheets: readonly DataSheet[];
}

/** `date` = the day of the conclusion, YYYY-MM-DD. */
type Compose = (concluded: ConcludedReview, date: string) => ComposedConclusion;

/** The words and sheets of the documents are core's; undefined = this version has none, and nothing can be asked for. */
export const composeConclusion: Compose | undefined = undefined;

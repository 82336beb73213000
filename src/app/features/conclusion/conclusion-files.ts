import type { ConcludedReview } from "#core/api/conclusion.ts";

/** The files that are made of a concluded review. */
export const CONCLUSION_FILES = {
  docx: { text: "审核意见（Word）", name: "审核意见", extension: "docx" },
  pdf: { text: "审核意见（PDF）", name: "审核意见", extension: "pdf" },
  ledger: { text: "评分台账（Excel）", name: "评分台账", extension: "xlsx" },
  problems: { text: "问题清单（Excel）", name: "问题清单", extension: "xlsx" },
} as const;
export type ConclusionFile = keyof typeof CONCLUSION_FILES;

export type MakeFile = (concluded: ConcludedReview) => Promise<Blob>;

/** Who makes which; what is not here yet cannot be asked for. The words and sheets are core's, the files the report's. */
export const MAKERS: Partial<Record<ConclusionFile, MakeFile>> = {};

import type { ReportFormat } from "#report/make.ts";

export const FORMATS: Record<ReportFormat, string> = {
  docx: "Word",
  pdf: "PDF",
  html: "网页",
  xlsx: "数据表",
  txt: "全文",
};

export interface Paper {
  what: "blank" | "tasks";
  format: "docx" | "pdf" | "xlsx";
  text: string;
}

export const PAPERS: readonly Paper[] = [
  { what: "blank", format: "docx", text: "空白表 Word" },
  { what: "blank", format: "pdf", text: "空白表 PDF" },
  { what: "tasks", format: "docx", text: "任务分解表 Word" },
  { what: "tasks", format: "xlsx", text: "任务分解表 Excel" },
];

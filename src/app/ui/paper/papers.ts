export interface Paper {
  what: "blank" | "tasks";
  format: "docx" | "pdf" | "xlsx";
  text: string;
}

export const BLANK_FORMS: readonly Paper[] = [
  { what: "blank", format: "docx", text: "空白表 Word" },
  { what: "blank", format: "pdf", text: "空白表 PDF" },
];
export const TASK_TABLES: readonly Paper[] = [
  { what: "tasks", format: "docx", text: "任务分解表 Word" },
  { what: "tasks", format: "xlsx", text: "任务分解表 Excel" },
];
export const PAPERS: readonly Paper[] = [...BLANK_FORMS, ...TASK_TABLES];

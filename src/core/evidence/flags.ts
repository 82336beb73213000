/** What whoever opens a file should know beforehand. None of it keeps the file out. */
export const FLAG_TEXT = {
  macros: "含宏",
  encrypted: "有密码",
  scripts: "含脚本",
  launches: "会打开其他程序",
  attachments: "内嵌附件",
  programs: "含可执行程序",
} as const;
export type Flag = keyof typeof FLAG_TEXT;

const isFlag = (flag: string): flag is Flag => flag in FLAG_TEXT;

/** In words, for a record's row; what a newer version wrote is named as it is. */
export const flagText = (flag: string): string => (isFlag(flag) ? FLAG_TEXT[flag] : flag);

import type { Field } from "#core/field/definition.ts";

/** What a field asks for, in a word. */
export const TYPE_TEXT: Record<Field["type"], string> = {
  number: "数字",
  text: "短文本",
  paragraph: "长文本",
  date: "日期",
  choice: "选项",
  yesno: "是否",
  documents: "文件清单",
  entries: "条目清单",
  stages: "学段表",
};

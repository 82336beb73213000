import { err } from "#core/result.ts";

/** Why a file is refused as a letterhead: stable codes, and what the person who uploads it is told. */
export const LETTERHEAD_MESSAGES = {
  "letterhead.not-docx": "该文件不是 Word 文档（.docx），请在 Word 或 WPS 中另存为 .docx 后再上传",
  "letterhead.encrypted": "该文件已加密或是旧版 .doc 格式，请取消密码并另存为 .docx 后再上传",
  "letterhead.macros": "该文件含有宏或控件，请另存为不含宏的 .docx 后再上传",
  "letterhead.external": "该文件引用了外部内容（模板、图片、超链接或嵌入对象），请取消引用后再上传",
  "letterhead.too-large": "该文件过大：解压后不得超过 20 MB、500 个部件，请压缩或删除图片后再上传",
  "letterhead.doctype": "该文件的内部格式含有不允许的声明，请在 Word 或 WPS 中重新另存为 .docx 后再上传",
  "letterhead.damaged": "该文件已损坏或不完整，请在 Word 或 WPS 中打开并重新另存为 .docx 后再上传",
  "letterhead.mark-place": "标记{{正文}}应单独成段且只出现一次，不能放在表格、文本框、页眉或页脚中",
  "letterhead.page": "该文件的页面设置无法使用：版心过窄或过矮，请调整纸张和页边距后再上传",
} as const;

export type LetterheadCode = keyof typeof LETTERHEAD_MESSAGES;

export interface LetterheadProblem {
  code: LetterheadCode;
  message: string;
}

export const refused = (code: LetterheadCode): { ok: false; error: LetterheadProblem } =>
  err({ code, message: LETTERHEAD_MESSAGES[code] });

/** For callers that were to be given a letterhead that had been checked. */
export class LetterheadError extends Error {
  readonly code: LetterheadCode;
  constructor({ code, message }: LetterheadProblem) {
    super(message);
    this.name = "LetterheadError";
    this.code = code;
  }
}

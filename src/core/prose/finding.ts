import type { Certainty, Fault, FaultKind } from "#core/prose/fault.ts";
import { type Repair, repairOf } from "#core/prose/repair.ts";
import type { Severity } from "#core/rule/finding.ts";

/** A remark on words of a text; `start` and `end` are where the quote lies in its paragraph, in UTF-16 units. */
export interface TextFinding {
  /** stable */
  code: string;
  severity: Severity;
  quote: string;
  start: number;
  end: number;
  message: string;
  /** the quote as it should read */
  suggestion?: string;
  /** how sure the suggestion is */
  certainty?: Certainty;
  readings?: readonly string[];
  /** what exactly would be put where; a person decides */
  repair?: Pick<Repair, "start" | "end" | "original" | "replacement">;
}

interface Wording {
  severity: Severity;
  /** the sentence in front of the proposal */
  says: (quote: string, fault: Fault) => string;
}

const fixed = (severity: Severity, text: string): Wording => ({ severity, says: (quote) => `“${quote}”${text}` });

const WORDING: Record<FaultKind, Wording> = {
  "document-number": fixed("error", "文号残缺"),
  "document-number-brackets": fixed("notice", "文号年份应用六角括号〔〕"),
  "document-number-sign": fixed("error", "文号缺机关代字，请对照原文件补全"),
  "document-number-order": {
    severity: "warning",
    says: (quote, { because }) => `“${quote}”文号${because ?? ""}，请对照原文件核改`,
  },
  "lost-year": fixed("error", "年份后缺“年”，数字连在一起会读错"),
  "lost-date": fixed("error", "日期缺“年”或“月”"),
  "lost-unit": fixed("error", "单位缺字"),
  "lost-measure-word": fixed("notice", "数字后缺量词"),
  "merged-figures": fixed("error", "两个数连在一起，缺顿号"),
  "merged-years": fixed("error", "两个年份连在一起"),
  "lost-stop": fixed("warning", "两句之间缺句号"),
  "lost-comma": fixed("notice", "中间缺标点"),
  "lost-word": fixed("notice", "中间缺字或缺标点"),
  "lost-title-end": fixed("warning", "文件标题末尾缺文种"),
  "unpaired-mark": { severity: "warning", says: (quote, { because }) => `“${quote}”标点不成对，${because ?? ""}` },
  "half-width": fixed("notice", "中文应用全角标点，标点后不空格"),
  "doubled-punctuation": fixed("notice", "标点重复"),
  "stray-space": fixed("notice", "字间有空格"),
  "doubled-hedge": fixed("warning", "约数词重复，只留一个"),
  "exact-with-remainder": fixed("warning", "已是确数，不应再用“余”“多”"),
  "wrong-word": fixed("warning", "用词有误"),
  "doubled-word": fixed("warning", "多字"),
  "school-year": fixed("notice", "学年跨两个年份，请写明起止年份；指日历年的写“年”"),
  placeholder: fixed("error", "占位未填，请填写实际内容"),
  "heading-stop": fixed("warning", "标题与正文之间缺句号"),
  "end-stop": fixed("warning", "段末缺句号"),
};

export function textFinding(text: string, fault: Fault): TextFinding {
  const { from, to } = quoted(text, fault);
  const quote = text.slice(from, to);
  const { severity, says } = WORDING[fault.kind];
  const repair = repairOf(text, fault);
  const suggestion = repair && `${text.slice(from, fault.start)}${repair.replacement}${text.slice(fault.end, to)}`;
  const readings = fault.readings ?? [];
  return {
    code: `text.${fault.kind}`,
    severity: fault.certainty === "low" ? "notice" : severity,
    quote,
    start: from,
    end: to,
    message: sentence(says(quote, fault), suggestion, fault, readings),
    certainty: fault.certainty,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(readings.length > 1 ? { readings } : {}),
    ...(repair
      ? {
          repair: {
            start: repair.start,
            end: repair.end,
            original: repair.original,
            replacement: repair.replacement,
          },
        }
      : {}),
  };
}

function sentence(said: string, suggestion: string | undefined, fault: Fault, readings: readonly string[]): string {
  const proposal = suggestion === undefined ? "" : `，${fault.certainty === "high" ? "应为" : "似应为"}“${suggestion}”`;
  const others = readings.length > 1 ? `（可读作${readings.map((reading) => `“${reading}”`).join("或")}）` : "";
  const confirmed = fault.because?.includes("相符") ? `；${fault.because}` : "";
  return `${said}${proposal}${others}${confirmed}`;
}

const REACH = 10;
const BREAK = /[，,。；;！？!?：:\n]/;

/** The words around the place that let a reader find it: to the next mark, ten characters at most on each side. */
function quoted(text: string, { start, end }: Fault): { from: number; to: number } {
  let from = start;
  while (from > 0 && start - from < REACH && !BREAK.test(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < REACH && !BREAK.test(text.charAt(to))) to += 1;
  // a surrogate pair is one character
  if (/[\udc00-\udfff]/.test(text.charAt(from))) from -= 1;
  if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to += 1;
  return { from, to };
}

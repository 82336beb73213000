import type { Fault } from "#core/prose/fault.ts";

/** 文号: 机关代字〔年份〕顺序号号, no leading zero, hexagonal brackets (GB/T 9704). */
const DOCUMENT_NUMBER = /^[\u4e00-\u9fa5A-Za-z]{2,16}〔(19|20)\d{2}〕[1-9]\d{0,4}号$/u;

export const isDocumentNumber = (text: string): boolean => DOCUMENT_NUMBER.test(text);

/** Folds the brackets that people type — [2022] (2022) ﹝2022﹞ 【2022】 — to 〔2022〕; changes nothing else. */
export const normaliseDocumentNumber = (text: string): string =>
  text.trim().replace(/[[(（﹝［【〔]\s*((?:19|20)\d{2})\s*[\])）﹞］】〕]/u, "〔$1〕");

/** A year with what is left of the brackets, the order number and 号 around it. */
const PIECES =
  /(?<![\d.])(?<open>[〔﹝［[【（(]?)(?<year>(?:19|20)\d{2})(?<close>[〕﹞］\]】）)]?)(?<ordinal>第?)(?<order>\d{0,6})(?![\d.])(?<end>号?)/g;

/** 机关代字 end with the kind of paper or the office: 渝府办发, 国教督办, 渝教函. */
const SIGN = /[\u4e00-\u9fa5A-Za-z]{2,16}$/;
const SIGN_TAIL = /[发函办字文令教府委政督财人卫健党组规告知体育]$/;
/** With the brackets the kind of paper may be lost as well: 渝教2023464号. */
const KIND_TAIL = /[发函办字文令督委]$/;
/** Numbers of other things that also end with 号. */
const OTHER_NUMBER = /(编号|学号|序号|案号|账号|代号|证号|型号|车牌|门牌|楼)$/;

/** Document numbers in prose that lost a part or have the wrong brackets. Digits are never touched. */
export function documentNumberFaults(text: string): Fault[] {
  return [...text.matchAll(PIECES)].flatMap((match) => {
    const fault = faultOf(text, match);
    return fault ? [fault] : [];
  });
}

function faultOf(text: string, match: RegExpExecArray): Fault | undefined {
  const { open = "", year = "", close = "", ordinal = "", order = "", end = "" } = match.groups ?? {};
  const start = match.index;
  const stop = start + match[0].length;
  const before = text.slice(Math.max(0, start - 16), start);
  const sign = SIGN.exec(before)?.[0] ?? "";
  const hexagonal = /[〔﹝]/.test(open) || /[〕﹞]/.test(close);
  if (!hexagonal && !isNumberAnyway({ open, close, order, end, sign }, text.charAt(stop))) return undefined;
  const base = { start, end: stop, certainty: "high" as const };
  if (order === "")
    return end === "号"
      ? { ...base, kind: "document-number-order", because: "缺顺序号", readings: [`〔${year}〕×号`] }
      : undefined;
  const repaired = `〔${year}〕${order}号`;
  const intact = match[0] === repaired;
  if (sign === "" && !endsPlaceholder(before))
    return {
      ...base,
      kind: "document-number-sign",
      because: "缺机关代字",
      ...(intact ? {} : { replacement: repaired }),
    };
  if (order.startsWith("0")) return { ...base, kind: "document-number-order", because: "顺序号不编虚位" };
  if (intact) return undefined;
  const lost = open === "" || close === "" || end === "";
  const kind = lost || ordinal !== "" ? "document-number" : "document-number-brackets";
  // without any bracket the year and the order number are known only by the usual length of a year
  const bare = open === "" && close === "";
  if (bare && !KIND_TAIL.test(sign))
    return { ...base, kind, replacement: repaired, readings: [repaired, `函${repaired}`, `发${repaired}`] };
  return { ...base, kind, certainty: bare && end === "" ? "medium" : "high", replacement: repaired };
}

interface Pieces {
  open: string;
  close: string;
  order: string;
  end: string;
  sign: string;
}

/** Without hexagonal brackets only the surroundings tell a document number from a bracketed year. */
function isNumberAnyway({ open, close, order, end, sign }: Pieces, next: string): boolean {
  if (order === "" || sign === "" || OTHER_NUMBER.test(sign)) return false;
  // 榕政综[2011]135号 is nothing else; round brackets also hold the year of a court's case
  if (open !== "" || close !== "")
    return open !== "" && close !== "" && end === "号" && (/[[［【]/.test(open) || SIGN_TAIL.test(sign));
  if (!SIGN_TAIL.test(sign)) return false;
  return end === "号" || (/[函发]$/.test(sign) && /^[）)》]/.test(next));
}

/** 机关代字 whose letters are masked in a draft: x教督委, ××. */
const endsPlaceholder = (before: string): boolean => /[xX×*＊]$/.test(before);

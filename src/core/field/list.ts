import { checked, type FieldType } from "#core/field/type.ts";
import type { DocumentRef } from "#core/field/value.ts";
import { ok } from "#core/result.ts";

/** 文号: 机关代字〔年份〕顺序号号, no leading zero, hexagonal brackets (GB/T 9704). */
const DOCUMENT_NUMBER = /^[\u4e00-\u9fa5A-Za-z]{2,16}〔(19|20)\d{2}〕[1-9]\d{0,4}号$/u;

export const isDocumentNumber = (text: string): boolean => DOCUMENT_NUMBER.test(text);

/** Folds the brackets that people type — [2022] (2022) ﹝2022﹞ 【2022】 — to 〔2022〕; changes nothing else. */
export const normaliseDocumentNumber = (text: string): string =>
  text.trim().replace(/[[(（﹝［【〔]\s*((?:19|20)\d{2})\s*[\])）﹞］】〕]/u, "〔$1〕");

export const displayDocument = (document: DocumentRef): string => {
  const title = /^[《〈]/.test(document.title) ? document.title : `《${document.title}》`;
  return document.number ? `${title}（${document.number}）` : title;
};

export const documentsType: FieldType<"documents"> = {
  empty: () => [],
  toForm: (stored) => stored.map((row) => ({ ...row })),
  fromForm: (form, field) => {
    const rows = form
      .map((row) => ({
        title: row.title.trim(),
        number: normaliseDocumentNumber(row.number),
        issuer: row.issuer.trim(),
      }))
      .filter((row) => row.title !== "" || row.number !== "" || row.issuer !== "");
    return rows.length === 0 ? ok(undefined) : checked(documentsType, rows, field);
  },
  check: (stored) => {
    const nameless = stored.findIndex((row) => row.title === "");
    return nameless < 0
      ? undefined
      : { code: "field.document-without-title", message: `第${nameless + 1}份文件缺名称，请补填或删去该行` };
  },
  answered: (stored) => stored.length > 0,
  display: (stored) => stored.map(displayDocument).join("、"),
  cell: (stored) => stored.map(displayDocument).join("；"),
  carry: "reference",
};

export const entriesType: FieldType<"entries"> = {
  empty: () => [],
  toForm: (stored) => stored.map((row) => ({ ...row })),
  fromForm: (form, field) => {
    const rows = form
      .map((row) => ({ heading: row.heading.trim(), text: row.text }))
      .filter((row) => row.heading !== "" || row.text.trim() !== "");
    return rows.length === 0 ? ok(undefined) : checked(entriesType, rows, field);
  },
  check: (stored) => {
    const nameless = stored.findIndex((row) => row.heading === "");
    return nameless < 0
      ? undefined
      : { code: "field.entry-without-heading", message: `第${nameless + 1}条缺小标题，请补填或删去该条` };
  },
  answered: (stored) => stored.length > 0,
  display: (stored) => stored.map((row) => row.heading).join("；"),
  cell: (stored) => stored.map((row) => `${row.heading}：${row.text}`).join("\n"),
  carry: "reference",
};

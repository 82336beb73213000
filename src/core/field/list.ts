import { LIMITS } from "#core/field/limits.ts";
import { checked, type FieldFault, type FieldType, tooLong } from "#core/field/type.ts";
import type { DocumentRef } from "#core/field/value.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";
import { ok } from "#core/result.ts";

export const displayDocument = (document: DocumentRef): string => {
  const title = /^[《〈]/.test(document.title) ? document.title : `《${document.title}》`;
  return document.number ? `${title}（${document.number}）` : title;
};

const tooMany = (rows: readonly unknown[], limit: number): FieldFault | undefined =>
  rows.length > limit
    ? { code: "field.too-many-rows", message: `最多${limit}条，现有${rows.length}条，请删减` }
    : undefined;

function firstFault<T>(
  rows: readonly T[],
  check: (row: T, place: string) => FieldFault | undefined,
): FieldFault | undefined {
  for (const [index, row] of rows.entries()) {
    const fault = check(row, `第${index + 1}`);
    if (fault) return fault;
  }
  return undefined;
}

/** The first of a row's texts that is longer than its limit. */
function within(place: string, texts: readonly [name: string, text: string, limit: number][]): FieldFault | undefined {
  for (const [name, text, limit] of texts) {
    const fault = tooLong(text, limit);
    if (fault) return { ...fault, message: `${place}的${name}${fault.message}` };
  }
  return undefined;
}

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
    if (nameless >= 0)
      return { code: "field.document-without-title", message: `第${nameless + 1}份文件缺名称，请补填或删去该行` };
    return (
      tooMany(stored, LIMITS.documents) ??
      firstFault(stored, (row, place) =>
        within(`${place}份文件`, [
          ["名称", row.title, LIMITS.title],
          ["文号", row.number, LIMITS.number],
          ["发文机关", row.issuer, LIMITS.issuer],
        ]),
      )
    );
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
    if (nameless >= 0)
      return { code: "field.entry-without-heading", message: `第${nameless + 1}条缺小标题，请补填或删去该条` };
    return (
      tooMany(stored, LIMITS.entries) ??
      firstFault(stored, (row, place) =>
        within(`${place}条`, [
          ["小标题", row.heading, LIMITS.heading],
          ["内容", row.text, LIMITS.entryText],
        ]),
      )
    );
  },
  answered: (stored) => stored.length > 0,
  display: (stored) => stored.map((row) => row.heading).join("；"),
  cell: (stored) => stored.map((row) => `${row.heading}：${row.text}`).join("\n"),
  carry: "reference",
};

import type { Field, Use } from "#core/field/definition.ts";
import { parseStored } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import type { ReportMeta } from "#core/importer/import-result.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";
import type { Item } from "#core/template/schema.ts";

/** What the frame of a published report says for the fields of the cover, by what each field is used for. */
export function coverValues(cover: Item, meta: ReportMeta): { field: Field; value: StoredValue }[] {
  const told = wordsOf(meta);
  return cover.fields.flatMap((field) => {
    const word = field.use === undefined ? undefined : told[field.use];
    if (word === undefined || word === "") return [];
    const value: StoredValue = field.type === "yesno" ? true : word;
    return parseStored(field, value).ok ? [{ field, value }] : [];
  });
}

function wordsOf(meta: ReportMeta): Partial<Record<Use, string | undefined>> {
  const { disclosure } = meta;
  const number = disclosure.发文字号 ?? "";
  return {
    title: meta.title,
    addressee: meta.addressee,
    signatory: meta.signatory ?? disclosure.发布机构,
    date: meta.date ?? disclosure.成文日期,
    mark: meta.mark,
    number: /^(?:无|暂无|-+)$/.test(number) ? "" : normaliseDocumentNumber(number),
    release: meta.note?.includes("公开发布") ? "是" : undefined,
    period: disclosure.公示期,
    phone: disclosure.公示电话,
    address: disclosure.公示地址,
    "index-number": disclosure.索引号,
    topic: disclosure.主题分类,
    genre: disclosure.体裁分类,
    publisher: disclosure.发布机构,
    "published-on": disclosure.发布日期 ?? disclosure.日期,
  };
}

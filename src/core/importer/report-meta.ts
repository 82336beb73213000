import { joined } from "#core/importer/disclosure.ts";
import { dayOf } from "#core/importer/disclosure-names.ts";
import type { FrontMatter } from "#core/importer/front-matter.ts";
import type { ReportMeta } from "#core/importer/import-result.ts";
import { yearOfReport } from "#core/importer/report-year.ts";
import type { TailMatter } from "#core/importer/tail-matter.ts";

const DISTRICT = /^(?:关于)?[《“]?([\u4e00-\u9fa5]{2,20}?(?:省|市|区|县|州|盟|旗))(?:人民)?政府/;

/** The frame of the report from what stands before and behind it. `asked`: a year that a person gave goes before all. */
export function metaOf(front: FrontMatter, tail: TailMatter, asked: number | undefined): ReportMeta {
  const disclosure = joined(front.disclosure);
  const title = front.title === "" ? (disclosure.标题 ?? "") : front.title;
  if (front.number !== undefined && (disclosure.发文字号 ?? "") === "") disclosure.发文字号 = front.number;
  const signatory = tail.signatory ?? front.signatory;
  const date = tail.date === undefined ? front.date : dayOf(tail.date);
  const days = [disclosure.成文日期, date, disclosure.发布日期, disclosure.日期].flatMap((each) => each ?? []);
  return {
    title,
    otherTitles: front.otherTitles,
    year: asked ?? yearOfReport({ title, prose: front.prose, days }),
    district: [title, ...front.otherTitles, signatory ?? ""].flatMap((text) => DISTRICT.exec(text)?.[1] ?? [])[0],
    addressee: front.addressee,
    signatory,
    date,
    note: tail.note ?? front.note,
    mark: front.mark,
    disclosure,
  };
}

import type { MediaType } from "#core/evidence/evidence.ts";
import type { Scoring } from "#core/review/scoring.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export interface StandInFile {
  bytes: Buffer;
  mediaType: MediaType;
}

interface ContentPlace {
  template: Template;
  scoring: Scoring;
  district: string;
  /** districts differ by their place in the list */
  order: number;
  index: number;
  file: StandInFile;
}

/** Something that looks like a SHA-256, the same for the same text. */
export const hashOf = (text: string): string => Buffer.from(text).toString("hex").padEnd(64, "0").slice(0, 64);

/** What a district says on an item: prose, figures, two files, and on the first item something to explain. */
export function frozenContent({ template, scoring, district, order, index, file }: ContentPlace) {
  const item = sectionItems(template)[index]?.item;
  const key = item?.key ?? "";
  const text = `${district}落实${item?.heading}，全年召开专题会议${index + 3}次。一般公共预算教育支出${20 + index}.4${order}亿元，比上年增长5.2%。\n经费按进度拨付，没有挤占挪用。`;
  const values = Object.fromEntries(
    (item?.fields ?? []).flatMap((field) =>
      field.type === "number"
        ? [[field.key, field.prior === undefined ? { now: "12" } : { now: "12", prior: "11" }]]
        : [],
    ),
  );
  return {
    itemKey: key,
    hash: hashOf(`${district}${key}`),
    values,
    narrative: text,
    explanations: {},
    selfScore: index % 7 === 3 ? null : String(scoring.items[key]?.points ?? "2"),
    text,
    evidence: Array.from({ length: index % 4 === 3 ? 0 : 2 }, (_, at) => ({
      evidenceId: `e${index}-${at}`,
      number: `1-${index + 1}-0${at + 1}`,
      slot: null,
      title: at === 0 ? "区政府常务会议纪要" : "教育经费决算表",
      fileName: `材料${at + 1}.docx`,
      mediaType: file.mediaType,
      size: file.bytes.length,
      sha256: hashOf(`e${at}`),
      flags: [],
      pages: 2,
      issuer: "区人民政府",
      docNumber: "东政办〔2022〕12号",
      date: "2022-06-01",
      effectiveFrom: null,
      effectiveUntil: null,
      confidential: false,
      pagesCited: "2",
      inReport: false,
    })),
    findings:
      index === 0
        ? [
            {
              id: "f1",
              code: "number.growth",
              severity: "warning" as const,
              itemKey: key,
              message: "正文说比上年增长5.2%，按两年数据计算为9.09%。",
              explanation: "口径调整，按可比口径计算。",
            },
          ]
        : [],
  };
}

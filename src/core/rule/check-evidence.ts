import { type Evidence, type EvidenceLink, evidenceOf } from "#core/evidence/evidence.ts";
import { type Flag, flagText } from "#core/evidence/flags.ts";
import { lastPageCited } from "#core/evidence/pages.ts";
import { isDocumentNumber } from "#core/prose/document-number.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** What makes a file do something when it is opened. */
const ACTIVE: readonly string[] = ["macros", "scripts", "launches", "programs"] satisfies Flag[];

type Remark = Pick<Finding, "code" | "severity" | "message">;

/** What stands under an item and may not hold: out of date, ill-described, unreadable for others, there twice. */
export function checkEvidence(item: Item, { content }: CheckScope): Finding[] {
  const here = evidenceOf(item.key, content.evidence);
  const records = [...new Map(here.map(({ record }) => [record.id, record])).values()];
  const found = (record: Evidence, remark: Remark): Finding => ({
    ...remark,
    id: `${remark.code}:${item.key}:${record.id}`,
    itemKey: item.key,
    evidenceId: record.id,
  });
  return [
    ...records.flatMap((record) => remarks(record, content.year).map((remark) => found(record, remark))),
    ...here.flatMap(({ record, link }) => pagesRemark(record, link).map((remark) => found(record, remark))),
    ...records.flatMap((record, index) =>
      duplicateRemark(record, records.slice(0, index)).map((remark) => found(record, remark)),
    ),
  ];
}

function remarks(record: Evidence, year: number): Remark[] {
  const name = `佐证材料《${record.title}》`;
  const { docNumber, date, effectiveFrom, flags } = record;
  // last year's papers are told of as such
  const effectiveUntil = record.carried === undefined ? record.effectiveUntil : null;
  const active = flags.filter((flag) => ACTIVE.includes(flag)).map(flagText);
  const all: (Remark | false)[] = [
    record.confidential &&
      record.inReport && {
        code: "evidence.confidential-printed",
        severity: "error",
        message: `${name}标为涉密，不能随报告附图；请取消附图，或核实后取消涉密标记`,
      },
    effectiveUntil !== null &&
      effectiveUntil < `${year}-01-01` && {
        code: "evidence.expired",
        severity: "warning",
        message: `${name}有效期至${effectiveUntil}，在${year}年度之前已失效；请换用现行文件，仍适用的须说明`,
      },
    effectiveFrom !== null &&
      effectiveFrom > `${year}-12-31` && {
        code: "evidence.not-yet",
        severity: "warning",
        message: `${name}自${effectiveFrom}起有效，晚于${year}年度；请核对，属实的须说明`,
      },
    docNumber !== "" &&
      !isDocumentNumber(docNumber) && {
        code: "evidence.number",
        severity: "warning",
        message: `${name}的文号“${docNumber}”不合规范，应为“机关代字〔年份〕序号号”，如“渝府办发〔2022〕5号”`,
      },
    date !== null &&
      yearOf(docNumber) !== undefined &&
      yearOf(docNumber) !== date.slice(0, 4) && {
        code: "evidence.year",
        severity: "notice",
        message: `${name}的文号写${yearOf(docNumber)}年，成文日期为${date}，请核对哪一个有误`,
      },
    flags.includes("encrypted") && {
      code: "evidence.encrypted",
      severity: "warning",
      message: `${name}设有打开密码，督学无法查阅；请换成未加密的文件`,
    },
    active.length > 0 && {
      code: "evidence.active",
      severity: "notice",
      message: `${name}${active.join("、")}，接收单位的安全软件可能拦截；请另存为不含这些内容的文件后更换`,
    },
  ];
  return all.filter((each) => each !== false);
}

const yearOf = (docNumber: string): string | undefined => /〔(\d{4})〕/.exec(docNumber)?.[1];

function pagesRemark(record: Evidence, link: EvidenceLink): Remark[] {
  const last = lastPageCited(link.pagesCited ?? "");
  if (last === undefined || record.pages === undefined || last <= record.pages) return [];
  return [
    {
      code: "evidence.pages",
      severity: "warning",
      message: `佐证材料《${record.title}》只有${record.pages}页，引用了第${last}页，请核对页次`,
    },
  ];
}

/** The same document twice under one item, by its number or by its name. */
function duplicateRemark(record: Evidence, before: readonly Evidence[]): Remark[] {
  const twin = before.find(
    (other) =>
      (record.docNumber !== "" && other.docNumber === record.docNumber) ||
      other.title === record.title ||
      other.sha256 === record.sha256,
  );
  if (!twin) return [];
  const what =
    twin.docNumber !== "" && twin.docNumber === record.docNumber ? `文号同为${twin.docNumber}` : "名称或内容相同";
  return [
    {
      code: "evidence.duplicate",
      severity: "notice",
      message: `佐证材料《${record.title}》与本条《${twin.title}》${what}，请核对是否重复`,
    },
  ];
}

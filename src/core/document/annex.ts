import { dataAnnex } from "#core/document/annex-data.ts";
import { evidenceAnnex, picturesAnnex } from "#core/document/annex-evidence.ts";
import { noDecreaseAnnex } from "#core/document/annex-no-decrease.ts";
import { otherAnswersAnnex } from "#core/document/annex-other.ts";
import { standardsAnnex } from "#core/document/annex-standards.ts";
import { type Annex, column, tableAnnex } from "#core/document/annex-table.ts";
import { targetsAnnex } from "#core/document/annex-targets.ts";
import { explanationRows } from "#core/document/explanation-rows.ts";
import type { Discretion } from "#core/evidence/audience.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { ANNEXES, type AnnexName } from "#core/template/schema.ts";

/** The annexes that have anything in them, in the checklist's order. */
export function annexes(content: SubmissionContent, findings: readonly Finding[], discretion: Discretion): Annex[] {
  const make: Record<AnnexName, () => Annex> = {
    data: () => dataAnnex(content),
    "no-decrease": () => noDecreaseAnnex(content),
    standards: () => standardsAnnex(content),
    targets: () => targetsAnnex(content),
    other: () => otherAnswersAnnex(content),
    evidence: () => evidenceAnnex(content, discretion),
    explanations: () => explanationsAnnex(content, findings),
    pictures: () => picturesAnnex(content),
  };
  return (content.template.layout?.annexes ?? ANNEXES)
    .map((name) => make[name]())
    .filter((annex) => annex.blocks.length > 0);
}

const EXPLANATION_COLUMNS = [column("填报事项", 30), column("需说明的情况", 44), column("说明", 50)];

const explanationsAnnex = (content: SubmissionContent, findings: readonly Finding[]): Annex =>
  tableAnnex(
    "有关情况说明",
    EXPLANATION_COLUMNS,
    explanationRows(content, findings).map(({ itemHeading, subject, text }) => [itemHeading, subject, text]),
  );

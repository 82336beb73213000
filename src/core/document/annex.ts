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

/** The annexes that have anything in them, in their order. */
export function annexes(content: SubmissionContent, findings: readonly Finding[], discretion: Discretion): Annex[] {
  return [
    dataAnnex(content),
    noDecreaseAnnex(content),
    standardsAnnex(content),
    targetsAnnex(content),
    otherAnswersAnnex(content),
    evidenceAnnex(content, discretion),
    explanationsAnnex(content, findings),
    picturesAnnex(content),
  ].filter((annex) => annex.blocks.length > 0);
}

const EXPLANATION_COLUMNS = [column("填报事项", 30), column("需说明的情况", 44), column("说明", 50)];

const explanationsAnnex = (content: SubmissionContent, findings: readonly Finding[]): Annex =>
  tableAnnex(
    "有关情况说明",
    EXPLANATION_COLUMNS,
    explanationRows(content, findings).map(({ itemHeading, subject, text }) => [itemHeading, subject, text]),
  );

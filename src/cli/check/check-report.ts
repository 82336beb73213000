import type { CheckSource } from "#cli/check/check-source.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { Claim } from "#core/numbers/claim.ts";
import { checkProse } from "#core/prose/check-prose.ts";
import type { TextFinding } from "#core/prose/finding.ts";
import { checkPublishing } from "#core/publishing/check-publishing.ts";

type Located<T> = Omit<T, "paragraph"> & { item?: string; line?: number };

/** What a check of a text gives: every claim with its verdict, every finding. */
export interface CheckReport {
  file: string;
  year: number;
  claims: Located<Claim>[];
  findings: Located<Partial<TextFinding> & Pick<TextFinding, "code" | "severity" | "message" | "quote">>[];
}

export function checkReport(file: string, source: CheckSource, year: number, indicators: IndicatorTable): CheckReport {
  const { paragraphs, published, data = [] } = source;
  const located = <T extends { paragraph: number; item?: string }>({ paragraph, ...found }: T): Located<T> => {
    const line = paragraphs[paragraph]?.line;
    return line === undefined ? found : { ...found, line };
  };
  const found = [...checkProse(paragraphs), ...checkPublishing(paragraphs, { published })];
  return {
    file,
    year,
    claims: checkNumbers({ paragraphs, year, indicators, data }).map(located),
    findings: [...found.sort((a, b) => a.paragraph - b.paragraph || a.start - b.start).map(located), ...source.more],
  };
}

/** What has to be put right before the report goes out. */
export const errorsIn = ({ claims, findings }: CheckReport): number =>
  findings.filter(({ severity }) => severity === "error").length +
  claims.filter(({ verdict }) => verdict === "inconsistent").length;

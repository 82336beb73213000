import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { catalogue, type Evidence } from "#core/evidence/evidence.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** How many characters of the hash a report shows. */
export const STAMP_LENGTH = 12;

/**
 * What identifies a version, as text: the caller takes its SHA-256, and the first characters of that are the stamp.
 * Equal content gives equal text, whatever the order it was stored in; a filler's own marks, ids and times are no part
 * of it, and neither is evidence that stands under no item.
 */
export function versionText(stored: SubmissionContent): string {
  const { template, district, year, answers, evidence } = settledContent(stored);
  return canonical({
    format: 1,
    template: `${template.id}@${template.version}`,
    district,
    year,
    answers: Object.fromEntries([...answers].filter(saysSomething).map(([key, answer]) => [key, said(answer)])),
    evidence: catalogue(template, evidence).map(
      ({ number, slot, link, evidence: { sha256, title, inReport, ...rest } }) => ({
        number,
        slot,
        sha256,
        title,
        inReport,
        ...stated({ ...pick(rest), pagesCited: link.pagesCited ?? "" }),
      }),
    ),
  });
}

const pick = ({
  issuer,
  docNumber,
  date,
  confidential,
}: Pick<Evidence, "issuer" | "docNumber" | "date" | "confidential">) => ({
  issuer,
  docNumber,
  date,
  confidential,
});

/** What is not said of a record is no part of the version either. */
const stated = (said: Readonly<Record<string, string | boolean | null>>) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "" && value !== null && value !== false));

const said = ({ values, narrative, explanations, selfScore }: Answer) => ({
  values,
  narrative,
  explanations,
  selfScore,
});

const saysSomething = ([, { values, narrative, explanations, selfScore }]: readonly [string, Answer]): boolean =>
  Object.keys(values).length + Object.keys(explanations).length > 0 ||
  (narrative ?? "") !== "" ||
  selfScore !== undefined;

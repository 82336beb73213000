import type { Paragraph, Placed } from "#core/prose/check-prose.ts";
import type { TextFinding } from "#core/prose/finding.ts";
import type { Disclosure } from "#core/publishing/disclosure.ts";
import { numbersOfPersons, personsNamed } from "#core/publishing/personal-data.ts";
import { secrecyMarks } from "#core/publishing/secrecy.ts";

const SAYS: Record<Disclosure["kind"], string> = {
  "id-number": "是身份证号，公开前须删除或遮盖",
  "mobile-number": "是手机号码，公开前请改用办公电话",
  "bank-card": "像是银行账号，公开前须删除或遮盖",
  "pupil-names": "列出了学生姓名，公开前须删去或隐去姓名",
  email: "是电子邮箱，公开前请确认是否为公务邮箱",
  "home-address": "是住址，公开前须删除",
  "secrecy-grade": "是密级标志，涉密内容不得写入报告，更不得公开",
  "internal-document": "表明引用了内部或涉密材料，公开前须核实并删去",
};

/** These are out of place in any report, published or not. */
const ALWAYS_GRAVE: ReadonlySet<Disclosure["kind"]> = new Set(["secrecy-grade", "id-number"]);

/**
 * Personal data and signs of secrecy. What is to be published (公示, 网页) must not contain them; in a report that goes
 * up they have to be accounted for.
 */
export function checkPublishing(
  paragraphs: readonly Paragraph[],
  { published }: { published: boolean },
): Placed<TextFinding>[] {
  return paragraphs.flatMap(({ text, item }, paragraph) =>
    disclosuresIn(text).map((found) => ({
      code: `publish.${found.kind}`,
      severity: found.doubtful
        ? ("notice" as const)
        : published || ALWAYS_GRAVE.has(found.kind)
          ? ("error" as const)
          : ("warning" as const),
      quote: text.slice(found.start, found.end),
      start: found.start,
      end: found.end,
      message: `“${masked(text.slice(found.start, found.end), found.kind)}”${SAYS[found.kind]}`,
      paragraph,
      ...(item === undefined ? {} : { item }),
    })),
  );
}

export const disclosuresIn = (text: string): Disclosure[] =>
  [...numbersOfPersons(text), ...personsNamed(text), ...secrecyMarks(text)].sort((a, b) => a.start - b.start);

const MASKED: ReadonlySet<Disclosure["kind"]> = new Set(["id-number", "bank-card", "mobile-number"]);

/** A finding is printed and stored in more places than the text: it does not spread the number. */
const masked = (quote: string, kind: Disclosure["kind"]): string =>
  MASKED.has(kind) ? `${quote.slice(0, 3)}${"*".repeat(Math.max(quote.length - 7, 1))}${quote.slice(-4)}` : quote;

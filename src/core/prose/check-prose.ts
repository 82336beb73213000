import { type TextFinding, textFinding } from "#core/prose/finding.ts";
import { halfWidthFaults, isNarrow } from "#core/prose/punctuation.ts";
import { faultsIn } from "#core/prose/repair.ts";
import { runInHeadingFaults } from "#core/prose/run-in-heading.ts";
import { sentenceEndFaults } from "#core/prose/sentence-end.ts";
import { structureFindings } from "#core/prose/structure.ts";

export interface Paragraph {
  text: string;
  /** number of the heading that it stands under: 5, 二（三） */
  item?: string;
}

export type Placed<T> = T & {
  /** which paragraph, from 0 */
  paragraph: number;
  item?: string;
};

/** Faults of a text, paragraph by paragraph, in order of place. */
export function checkProse(paragraphs: readonly Paragraph[]): Placed<TextFinding>[] {
  const texts = paragraphs.map(({ text }) => text);
  const narrow = isNarrow(texts.join("\n"));
  const firstNarrow = texts.findIndex((each) => NARROW_MARK.test(each));
  const headings = runInHeadingFaults(texts);
  const ofWhole = structureFindings(texts);
  return paragraphs.flatMap(({ text, item }, paragraph) => {
    const heading = headings[paragraph];
    const faults = faultsIn(text, {
      before: heading ? [() => [heading]] : [],
      after: narrow ? [sentenceEndFaults] : [sentenceEndFaults, halfWidthFaults],
    });
    const place = { paragraph, ...(item === undefined ? {} : { item }) };
    const found = oncePlaceholders(faults.map((fault) => textFinding(text, fault))).map((each) => ({
      ...each,
      ...place,
    }));
    found.push(...(ofWhole.get(paragraph) ?? []).map((each) => ({ ...each, ...place })));
    return paragraph === firstNarrow && narrow ? [{ ...narrowNotice(text), ...place }, ...found] : found;
  });
}

const NARROW_MARK = /(?<=[\u4e00-\u9fa5”》])[,;:]/;

/** Said once, at the first such mark. */
function narrowNotice(text: string): TextFinding {
  const start = NARROW_MARK.exec(text)?.index ?? 0;
  return {
    code: "text.half-width-throughout",
    severity: "notice",
    quote: text.slice(start, start + 1),
    start,
    end: start + 1,
    message: "全文使用半角标点（多为网页转存所致），导入或成文时请统一改为全角“，”“；”“：”“（）”",
  };
}

/** A draft full of gaps is one remark for each paragraph. */
function oncePlaceholders(findings: readonly TextFinding[]): TextFinding[] {
  const gaps = findings.filter(({ code }) => code === "text.placeholder");
  const [first] = gaps;
  if (first === undefined || gaps.length === 1) return [...findings];
  return findings.flatMap((each) => {
    if (each === first) return [{ ...each, message: `${each.message}（本段共${gaps.length}处）` }];
    return each.code === "text.placeholder" ? [] : [each];
  });
}

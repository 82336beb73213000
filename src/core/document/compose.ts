import { annexes } from "#core/document/annex.ts";
import { coverOf, fileNameOf } from "#core/document/cover.ts";
import type { Block, ReportDocument, TextRun } from "#core/document/model.ts";
import { storedValues } from "#core/field/value.ts";
import { type Run, resolveNarrative } from "#core/narrative/resolve.ts";
import { scopeOf } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import { asksForNarrative } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { chineseNumeral, sectionItems } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

/**
 * Composes the report from template, answers and findings. Pure: the same input gives the same document.
 * Every answered field and every narrative is in it, in the body or in an annex.
 */
export function composeReport(content: SubmissionContent, findings: readonly Finding[]): ReportDocument {
  const scope = scopeOf(content);
  const cover = coverOf(content);
  const attached = annexes(content, findings);
  const blocks: Block[] = [
    { kind: "title", text: cover.title },
    ...(cover.addressee ? [{ kind: "addressee" as const, text: `${cover.addressee.replace(/[：:]$/, "")}：` }] : []),
    ...prose(content.template.cover, scope),
    ...prose(content.template.opening, scope),
    ...content.template.parts.flatMap((part, index): Block[] => [
      heading(1, `${chineseNumeral(index + 1)}、${part.heading}`, `part-${part.key}`),
      ...(part.kind === "sections" ? sections(content, scope) : chapter(part.item, scope)),
    ]),
    ...(attached.length > 0 ? [{ kind: "annex-list" as const, titles: attached.map((annex) => annex.title) }] : []),
    { kind: "signature", organisation: cover.signatory, date: cover.displayDate },
    ...(cover.notes.length > 0 ? [{ kind: "note" as const, text: `（${cover.notes.join("，")}）` }] : []),
    ...attached.flatMap((annex, index): Block[] => [
      { kind: "annex", number: index + 1, title: annex.title, id: `annex-${index + 1}` },
      ...annex.blocks,
    ]),
  ];
  return {
    title: cover.title,
    author: cover.signatory || content.district,
    fileName: fileNameOf(cover.title),
    date: cover.date,
    blocks,
  };
}

const heading = (level: 1 | 2 | 3, text: string, id: string): Block => ({ kind: "heading", level, text, id });

function sections(content: SubmissionContent, scope: CheckScope): Block[] {
  return sectionItems(content.template).flatMap(({ item, place, label }): Block[] => {
    if (place.kind !== "section") return [];
    const opens = place.indexInSection === 1;
    return [
      ...(opens
        ? [
            heading(
              2,
              `（${chineseNumeral(place.sectionNumber)}）${place.section.heading}`,
              `section-${place.section.key}`,
            ),
          ]
        : []),
      heading(3, `${label}.${item.heading}`, `item-${item.key}`),
      ...prose(item, scope),
    ];
  });
}

/** A chapter of its own: opening words, then its entries as （一）, （二）, … */
function chapter(item: Item, scope: CheckScope): Block[] {
  const entries = item.fields.flatMap((field) => {
    if (field.type !== "entries") return [];
    const stored = storedValues.entries.safeParse(scope.lookup.value(field.key) ?? []);
    return stored.success ? stored.data : [];
  });
  const hasEntries = item.fields.some((field) => field.type === "entries");
  return [
    ...prose(item, scope),
    ...entries.flatMap((entry, index): Block[] => [
      heading(
        2,
        `（${chineseNumeral(index + 1)}）${entry.heading.replace(/。$/, "")}`,
        `entry-${item.key}-${index + 1}`,
      ),
      ...resolveNarrative(entry.text, scope.lookup).map(paragraph),
    ]),
    ...(hasEntries && entries.length === 0 ? [missing(item.heading)] : []),
  ];
}

function prose(item: Item, scope: CheckScope): Block[] {
  const paragraphs = resolveNarrative(scope.content.answers.get(item.key)?.narrative ?? "", scope.lookup);
  if (paragraphs.length > 0) return paragraphs.map(paragraph);
  return asksForNarrative(item) ? [missing(item.heading)] : [];
}

const missing = (what: string): Block => ({ kind: "paragraph", runs: [{ text: `【待撰写：${what}】`, gap: true }] });

const paragraph = (runs: Run[]): Block => ({
  kind: "paragraph",
  runs: runs.map((run): TextRun => (run.kind === "gap" ? { text: run.text, gap: true } : { text: run.text })),
});

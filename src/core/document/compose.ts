import { entryAnchor, itemAnchor, partAnchor, sectionAnchor } from "#core/document/anchor.ts";
import { annexes } from "#core/document/annex.ts";
import { coverOf, reportFileName } from "#core/document/cover.ts";
import type { Block, ReportDocument, Shell, TextRun } from "#core/document/model.ts";
import { disclosureOf, frameOf } from "#core/document/shell.ts";
import type { Discretion } from "#core/evidence/audience.ts";
import { storedValues } from "#core/field/value.ts";
import { type Run, resolveNarrative } from "#core/narrative/resolve.ts";
import { scopeOf } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import { asksForNarrative } from "#core/submission/progress.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { chineseNumeral, sectionItems } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

export interface ComposeOptions {
  /** another shell than the cover's, for a preview or a second file */
  shell?: Shell;
  /** identifies the version that is printed */
  stamp?: string;
  /** what is told of confidential evidence; a shell that is published hides it whatever is asked for here */
  discretion?: Exclude<Discretion, "shown">;
}

const PUBLISHED: readonly Shell[] = ["notice", "plain"];

/**
 * Composes the report from template, answers and findings. Pure: the same input gives the same document.
 * Every answered field and every narrative is in it, in the body or in an annex; what comes from an earlier year only
 * after somebody has vouched for it.
 */
export function composeReport(
  stored: SubmissionContent,
  findings: readonly Finding[],
  options: ComposeOptions = {},
): ReportDocument {
  const content = settledContent(stored);
  const scope = scopeOf(content);
  const cover = coverOf(content);
  const shell = options.shell ?? cover.shell;
  const discretion = PUBLISHED.includes(shell) ? "hidden" : (options.discretion ?? "named");
  const attached = annexes(content, findings, discretion);
  const frame = frameOf(
    shell,
    cover,
    attached.map((annex) => annex.title),
  );
  const blocks: Block[] = [
    ...frame.before,
    ...prose(content.template.cover, scope),
    ...prose(content.template.opening, scope),
    ...content.template.parts.flatMap((part, index): Block[] => [
      heading(1, `${chineseNumeral(index + 1)}、${part.heading}`, partAnchor(part.key)),
      ...(part.kind === "sections" ? sections(content, scope) : chapter(part.item, scope)),
    ]),
    ...frame.after,
    ...attached.flatMap((annex, index): Block[] => [
      { kind: "annex", number: index + 1, title: annex.title, id: `annex-${index + 1}` },
      ...annex.blocks,
    ]),
    ...frame.last,
  ];
  return {
    shell,
    title: cover.title,
    author: cover.text("signatory") || content.district,
    fileName: reportFileName(content),
    date: cover.day("date"),
    disclosure: disclosureOf(cover),
    ...(options.stamp === undefined ? {} : { stamp: options.stamp }),
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
              sectionAnchor(place.section.key),
            ),
          ]
        : []),
      heading(3, `${label}.${item.heading}`, itemAnchor(item.key)),
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
        entryAnchor(item.key, index + 1),
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

import { coverOf } from "#core/document/cover.ts";
import { evidenceOf } from "#core/evidence/evidence.ts";
import { numberOf } from "#core/field/table.ts";
import { storedValues } from "#core/field/value.ts";
import { resolvedParagraphs } from "#core/narrative/resolved-text.ts";
import { token, tokensOf } from "#core/narrative/tokens.ts";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { Claim } from "#core/numbers/claim.ts";
import type { DataFigure } from "#core/numbers/data-claims.ts";
import { checkProse, type Placed } from "#core/prose/check-prose.ts";
import type { TextFinding } from "#core/prose/finding.ts";
import { checkPublishing } from "#core/publishing/check-publishing.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";

/** A paragraph of a submission, and the way from its text back to what a person wrote. */
export interface WrittenParagraph {
  text: string;
  item: string;
  itemKey: string;
  /** absent for the narrative */
  fieldKey?: string;
  /** the narrative and the way back into it; absent where there is no editor to point into */
  narrative?: { source: string; from: (position: number) => number; to: (position: number) => number };
}

/** What was found in a text, kept by that text: only what has changed is looked at again. */
export type TextMemo = Map<string, readonly Placed<TextFinding>[]>;

/** Everything that people wrote as prose, in report order. */
export function writtenParagraphs({ content, lookup }: CheckScope): WrittenParagraph[] {
  return outline(content.template).flatMap((placed) => {
    const { item } = placed;
    const base = { itemKey: item.key, item: placed.label || item.heading };
    const answer = content.answers.get(item.key);
    const source = answer?.narrative ?? "";
    const prose = resolvedParagraphs(source, lookup).map(
      ({ text, from, to }): WrittenParagraph => ({ ...base, text, narrative: { source, from, to } }),
    );
    const entries = item.fields.flatMap((field): WrittenParagraph[] => {
      const rows = field.type === "entries" ? storedValues.entries.safeParse(answer?.values[field.key]) : undefined;
      if (!rows?.success) return [];
      return rows.data.flatMap(({ text }) =>
        resolvedParagraphs(text, lookup).map((each) => ({ ...base, fieldKey: field.key, text: each.text })),
      );
    });
    return [...prose, ...entries];
  });
}

/** Text faults, contradictions in the arithmetic, and what must not be published, with their places. */
export function checkText(scope: CheckScope, memo: TextMemo = new Map()): Finding[] {
  const written = writtenParagraphs(scope);
  const { content } = scope;
  const shell = coverOf(content).shell;
  const published = shell === "notice" || shell === "plain";
  const used = new Set<string>();
  const texts = outline(content.template).flatMap(({ item }) => {
    const own = written.filter(({ itemKey }) => itemKey === item.key);
    return textFindings(own, published, memo, used).flatMap((found) => {
      const paragraph = own[found.paragraph];
      return paragraph ? [placedFinding(paragraph, found)] : [];
    });
  });
  for (const key of memo.keys()) if (!used.has(key)) memo.delete(key);
  const claims = submissionClaims(written, scope).flatMap((claim) => {
    const paragraph = written[claim.paragraph];
    return paragraph ? claimFinding(paragraph, claim, scope) : [];
  });
  const titles = outline(content.template).flatMap((placed) => evidenceFindings(placed, scope, published));
  return withIds([...texts, ...claims, ...titles]);
}

/** The submission's number fields, against which figures in the prose are held. */
export function dataFigures({ content, lookup }: CheckScope): DataFigure[] {
  return outline(content.template).flatMap(({ item, label }) =>
    item.fields.flatMap((field): DataFigure[] => {
      const value = field.type === "number" ? numberOf(field, lookup.value(field.key)) : undefined;
      if (field.type !== "number" || value === undefined) return [];
      const indicator = field.indicator === undefined ? undefined : content.indicators.get(field.indicator);
      return [
        {
          key: field.key,
          label: field.label,
          unit: field.unit,
          item: label || item.heading,
          names: indicator ? [indicator.name, ...indicator.aliases] : [],
          hedged: value.qualifier !== undefined,
          ...(value.now === undefined ? {} : { now: value.now }),
          ...(value.prior === undefined ? {} : { prior: value.prior }),
        },
      ];
    }),
  );
}

const submissionClaims = (written: readonly WrittenParagraph[], scope: CheckScope): Claim[] =>
  checkNumbers({
    paragraphs: written.map(({ text, item }) => ({ text, item })),
    year: scope.content.year,
    indicators: scope.content.indicators,
    data: dataFigures(scope),
  });

function textFindings(own: readonly WrittenParagraph[], published: boolean, memo: TextMemo, used: Set<string>) {
  if (own.length === 0) return [];
  const key = `${published}\n${own.map(({ text }) => text).join("\n")}`;
  used.add(key);
  const known = memo.get(key);
  if (known) return known;
  const paragraphs = own.map(({ text }) => ({ text }));
  const found = [...checkProse(paragraphs), ...checkPublishing(paragraphs, { published })];
  memo.set(key, found);
  return found;
}

/** A finding before it has its id, which depends on the others. */
type Draft = Omit<Finding, "id">;

function placedFinding(paragraph: WrittenParagraph, found: TextFinding): Draft {
  return {
    code: found.code,
    severity: found.severity,
    itemKey: paragraph.itemKey,
    fieldKey: paragraph.fieldKey,
    message: found.message,
    ...placeOf(paragraph, found.start, found.end),
    ...repairOf(paragraph, found.repair, "按建议修改"),
  };
}

const CLAIM_WORDS = { inconsistent: "数据不一致", rounding: "请核对末位" } as const;

/** What cannot be checked is no remark, and what data fields say by themselves is said at the field. */
function claimFinding(paragraph: WrittenParagraph, claim: Claim, { lookup }: CheckScope): Draft[] {
  const { verdict, quote, recomputed, note, field, ref, kind, start, end } = claim;
  const place = placeOf(paragraph, start, end);
  const quoted = tokensOf(place.place?.text ?? "").length > 0;
  if (verdict === "unverifiable" || (quoted && (kind === "threshold" || kind === "data"))) return [];
  const base = { code: `claim.${kind}`, itemKey: paragraph.itemKey, fieldKey: paragraph.fieldKey, ref, ...place };
  if (verdict === "consistent") {
    if (kind !== "data" || field === undefined) return [];
    const replacement = TOKEN.exec(note ?? "")?.[0] ?? token(field);
    const offer = repairOf(paragraph, { start, end, original: quote, replacement }, "改为引用数据");
    const message = `“${quote}”与数据“${lookup.field(field)?.label ?? field}”相同，可改为引用，改数据时文中自动更新`;
    return offer.repair ? [{ ...base, severity: "notice", message, ...offer }] : [];
  }
  const details = [recomputed, note].filter((part) => part !== undefined && part !== "").join("；");
  const message = `“${quote}”${CLAIM_WORDS[verdict]}${details === "" ? "" : `：${details}`}`;
  // a standard that is missed in truth is accounted for, not corrected
  const severity = verdict === "rounding" ? "notice" : kind === "threshold" ? "warning" : "error";
  return [{ ...base, severity, message }];
}

/** The claim names the token, with 上年 where the figure is last year's. */
const TOKEN = /\{\{[^{}\n]+\}\}/;

function placeOf({ narrative }: WrittenParagraph, start: number, end: number): Pick<Draft, "place"> {
  if (!narrative) return {};
  const [from, to] = [narrative.from(start), Math.max(narrative.from(start), narrative.to(end))];
  return { place: { start: from, end: to, text: narrative.source.slice(from, to) } };
}

/** Only words that stand in the narrative as they are printed can be replaced: never a piece of a quoted figure. */
function repairOf(
  { narrative }: WrittenParagraph,
  repair: TextFinding["repair"],
  offer: string,
): Pick<Draft, "repair"> {
  if (!narrative || !repair) return {};
  const start = narrative.to(repair.start);
  if (narrative.from(repair.start) !== start) return {};
  const end = repair.end === repair.start ? start : narrative.to(repair.end);
  if (narrative.source.slice(start, end) !== repair.original) return {};
  return { repair: { start, end, original: repair.original, replacement: repair.replacement, offer } };
}

/** The catalogue of evidence is printed with the report. */
function evidenceFindings({ item }: PlacedItem, { content }: CheckScope, published: boolean): Draft[] {
  return evidenceOf(item.key, content.evidence).flatMap(({ record }) =>
    checkPublishing([{ text: record.title }], { published }).map(
      ({ code, severity, message }): Draft => ({
        code,
        severity,
        itemKey: item.key,
        message: `佐证材料“${record.title}”：${message}`,
      }),
    ),
  );
}

/** The words identify a finding, so that an explanation stays with them when text before them changes. */
function withIds(drafts: readonly Draft[]): Finding[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const words = (draft.place?.text ?? draft.message).slice(0, 60);
    const base = `${draft.code}:${draft.itemKey}:${words}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return { ...draft, id: times === 1 ? base : `${base}:${times}` };
  });
}

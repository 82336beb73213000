/**
 * A narrative is plain text in which `{{教育支出}}` quotes a field, `{{教育支出.上年}}` one of its aspects and
 * `{{分学段经费.小学.支出.增幅}}` a cell of a stage table, so that a figure has one place only. Paragraphs are separated by line breaks.
 */
export const ASPECTS = ["上年", "增量", "增幅", "数值"] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface TextSegment {
  kind: "text";
  text: string;
}
export interface TokenSegment {
  kind: "token";
  /** the source between and including the braces */
  raw: string;
  field: string;
  aspect: Aspect | undefined;
  /** what stands after the point when it is not an aspect: the place in a table, or a slip */
  path: string | undefined;
  /** offset of `raw` in the narrative, in UTF-16 units */
  from: number;
}
export type Segment = TextSegment | TokenSegment;

const TOKEN = /\{\{([^{}\n]{1,80})\}\}/g;

export function parseNarrative(narrative: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of narrative.matchAll(TOKEN)) {
    if (match.index > end) segments.push({ kind: "text", text: narrative.slice(end, match.index) });
    segments.push(tokenSegment(match[0], match[1] ?? "", match.index));
    end = match.index + match[0].length;
  }
  if (end < narrative.length) segments.push({ kind: "text", text: narrative.slice(end) });
  return segments;
}

function tokenSegment(raw: string, inner: string, from: number): TokenSegment {
  const [field = "", ...rest] = inner.split(".").map((part) => part.trim());
  const suffix = rest.join(".");
  const aspect = ASPECTS.find((known) => known === suffix);
  return { kind: "token", raw, field, aspect, path: suffix !== "" && !aspect ? suffix : undefined, from };
}

export const token = (field: string, aspect?: string): string => `{{${aspect ? `${field}.${aspect}` : field}}}`;

/** The tokens only, in order of appearance. */
export const tokensOf = (narrative: string): TokenSegment[] =>
  parseNarrative(narrative).filter((segment): segment is TokenSegment => segment.kind === "token");

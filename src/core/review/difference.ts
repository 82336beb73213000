import { z } from "zod";

/** A piece of text: equal on both sides, taken out, put in, or replaced. The same shape as diffText gives. */
export const textChange = z.object({ from: z.string(), to: z.string() });

export const figureChange = z.object({
  fieldKey: z.string(),
  label: z.string(),
  /** as displayed; "" = not answered */
  from: z.string(),
  to: z.string(),
});
export type FigureChange = z.infer<typeof figureChange>;

export const evidenceChangeKind = z.enum(["added", "removed", "replaced", "described", "moved"]);
export type EvidenceChangeKind = z.infer<typeof evidenceChangeKind>;

export const EVIDENCE_CHANGE_TEXT: Record<EvidenceChangeKind, string> = {
  added: "新增",
  removed: "移出",
  replaced: "更换文件",
  described: "修改说明",
  moved: "调整编号",
};

export const frozenEvidenceChange = z.object({
  kind: evidenceChangeKind,
  evidenceId: z.string(),
  title: z.string(),
  /** what the record was called and numbered before; null = it was not there */
  from: z.object({ number: z.string(), title: z.string(), sha256: z.string() }).nullable(),
  to: z.object({ number: z.string(), title: z.string(), sha256: z.string() }).nullable(),
});
export type FrozenEvidenceChange = z.infer<typeof frozenEvidenceChange>;

/** What an item says differently from an earlier frozen version. */
export const itemDifference = z.object({
  fromRound: z.int(),
  toRound: z.int(),
  changed: z.boolean(),
  /** the printed prose, whole: pieces that did not change are equal on both sides; empty = no difference */
  text: z.array(textChange),
  figures: z.array(figureChange),
  /** of findings and missing evidence, by their ids */
  explanations: z.array(z.object({ id: z.string(), from: z.string(), to: z.string() })),
  evidence: z.array(frozenEvidenceChange),
  selfScore: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
});
export type ItemDifference = z.infer<typeof itemDifference>;

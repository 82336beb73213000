import { z } from "zod";

export const GATE_KINDS = [
  "missing-field",
  "missing-narrative",
  "missing-evidence",
  "error-finding",
  "unexplained-warning",
  "not-handed-in",
  "not-taken-over",
  "open-comments",
  "self-score",
  "unsent-edit",
  "undecided-conflict",
  "refused-edit",
] as const;
export type GateKind = (typeof GATE_KINDS)[number];

/** One thing that stands between the submission and its being submitted, and where it can be settled. */
export const gateReason = z.object({
  /** stable across runs */
  id: z.string(),
  kind: z.enum(GATE_KINDS),
  /** false = said before submission, but no obstacle */
  blocks: z.boolean(),
  itemKey: z.string(),
  fieldKey: z.string().optional(),
  /** 1.加强党的领导 */
  item: z.string(),
  message: z.string(),
});
export type GateReason = z.infer<typeof gateReason>;

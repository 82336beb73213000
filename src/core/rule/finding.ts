import { z } from "zod";
import { standing } from "#core/indicator/indicator.ts";

export const severity = z.enum(["error", "warning", "notice"]);
export type Severity = z.infer<typeof severity>;

export const SEVERITY_TEXT: Record<Severity, string> = { error: "须改正", warning: "须说明", notice: "提示" };

/** One remark of the checks: it names the place, says why, and cites what it rests on. */
export const finding = z.object({
  /** stable across runs: the explanation that a person writes is stored under it */
  id: z.string(),
  code: z.string(),
  severity,
  itemKey: z.string(),
  fieldKey: z.string().optional(),
  /** the record that it is about */
  evidenceId: z.string().optional(),
  message: z.string(),
  /** the words of the narrative that are meant, in UTF-16 units */
  place: z.object({ start: z.int(), end: z.int(), text: z.string() }).optional(),
  /** what would be put where; a person decides */
  repair: z
    .object({ start: z.int(), end: z.int(), original: z.string(), replacement: z.string(), offer: z.string() })
    .optional(),
  ref: z.string().optional(),
  standing: standing.optional(),
  source: z.string().optional(),
});
export type Finding = z.infer<typeof finding>;

const ORDER: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

export const bySeverity = (a: Finding, b: Finding): number => ORDER[a.severity] - ORDER[b.severity];

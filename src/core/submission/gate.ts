import { z } from "zod";
import { assertNever } from "#core/result.ts";
import type { Finding } from "#core/rule/finding.ts";
import { itemProgress, type Missing } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";
import type { SignOffState } from "#core/workflow/sign-off.ts";

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

/** What has not reached the server: only a browser knows it. */
export type LocalEdit = "unsent" | "conflict" | "refused";

/** What the submission's content does not say by itself. */
export interface Circumstances {
  signOff: (itemKey: string) => SignOffState;
  unitOf: (itemKey: string) => string | undefined;
  /** whether somebody of the unit fills its items here; nobody else can hand them in */
  staffed: (unitId: string) => boolean;
  openComments: (itemKey: string) => number;
  localEdit: (itemKey: string) => LocalEdit | undefined;
}

type Told = Pick<GateReason, "id" | "kind" | "message"> & { fieldKey?: string | undefined; blocks?: boolean };

/**
 * Everything that is still open, item by item in report order; what blocks comes first within an item. The same
 * function decides on the server and explains on the screen.
 */
export function submitGate(
  content: SubmissionContent,
  findings: readonly Finding[],
  circumstances: Circumstances,
): GateReason[] {
  return outline(content.template).flatMap((placed) => {
    const { item } = placed;
    const told: Told[] = [
      ...localReasons(item, circumstances),
      ...missingReasons(item, content),
      ...findingReasons(item, content, findings),
      ...signOffReasons(item, circumstances),
      ...commentReasons(item, circumstances),
    ];
    return told.map(({ fieldKey, blocks = true, ...reason }) => ({
      ...reason,
      blocks,
      itemKey: item.key,
      item: placedTitle(placed),
      ...(fieldKey === undefined ? {} : { fieldKey }),
    }));
  });
}

export const mayPass = (reasons: readonly GateReason[]): boolean => reasons.every(({ blocks }) => !blocks);

const LOCAL: Record<LocalEdit, Pick<Told, "kind" | "message">> = {
  unsent: { kind: "unsent-edit", message: "本机有修改还没有存到服务器" },
  conflict: { kind: "undecided-conflict", message: "与他人的修改有冲突，等您选择" },
  refused: { kind: "refused-edit", message: "有修改没有保存成功，请处理" },
};

function localReasons(item: Item, { localEdit }: Circumstances): Told[] {
  const edit = localEdit(item.key);
  return edit ? [{ ...LOCAL[edit], id: `local:${item.key}` }] : [];
}

const missingReasons = (item: Item, { answers, evidence }: SubmissionContent): Told[] =>
  itemProgress(item, answers.get(item.key), evidence).missing.flatMap((missing) => missingReason(item, missing) ?? []);

function missingReason(item: Item, missing: Missing): Told | undefined {
  switch (missing.kind) {
    case "field":
      return {
        id: `missing:${item.key}:${missing.key}`,
        kind: "missing-field",
        fieldKey: missing.key,
        message: `“${missing.label}”尚未填写`,
      };
    case "narrative":
      return { id: `missing:${item.key}`, kind: "missing-narrative", message: "正文尚未撰写" };
    case "evidence":
      return {
        id: `missing:${item.key}:slot:${missing.slot}`,
        kind: "missing-evidence",
        message: `缺少佐证材料“${missing.title}”，请上传或书面说明`,
      };
    // the finding that asks for it is a reason already
    case "explanation":
      return undefined;
    default:
      return assertNever(missing);
  }
}

/** What is missing has been said already, for untouched items as well. */
const saidAsMissing = ({ code }: Finding): boolean => code.startsWith("missing.") || code === "evidence.missing";

function findingReasons(item: Item, { answers }: SubmissionContent, findings: readonly Finding[]): Told[] {
  const explained = (id: string): boolean => (answers.get(item.key)?.explanations[id] ?? "").trim() !== "";
  return findings
    .filter((finding) => finding.itemKey === item.key && !saidAsMissing(finding))
    .flatMap(({ id, severity, message, fieldKey }): Told[] => {
      switch (severity) {
        case "error":
          return [{ id, kind: "error-finding", fieldKey, message }];
        case "warning":
          return explained(id) ? [] : [{ id, kind: "unexplained-warning", fieldKey, message }];
        case "notice":
          return [];
        default:
          return assertNever(severity);
      }
    });
}

function signOffReasons(item: Item, { signOff, unitOf, staffed }: Circumstances): Told[] {
  const id = `sign-off:${item.key}`;
  const state = signOff(item.key);
  switch (state) {
    case "taken-over":
      return [];
    case "handed-in":
      return [{ id, kind: "not-taken-over", message: "责任单位已交稿，统稿人还没有接收" }];
    case "returned":
      return [{ id, kind: "not-handed-in", message: "已退回责任单位修改，还没有重新交稿" }];
    case "open": {
      const unitId = unitOf(item.key);
      return unitId !== undefined && staffed(unitId)
        ? [{ id, kind: "not-handed-in", message: "责任单位还没有交稿" }]
        : [];
    }
    default:
      return assertNever(state);
  }
}

function commentReasons(item: Item, { openComments }: Circumstances): Told[] {
  const count = openComments(item.key);
  return count === 0
    ? []
    : [{ id: `comments:${item.key}`, kind: "open-comments", blocks: false, message: `有${count}条批注未解决` }];
}

import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";

/**
 * An item on its way from the unit that fills it to the editor: filled, handed in (交稿), taken over (接收) or sent
 * back with a reason (退回). What is handed in or taken over is locked for the unit.
 */
export const SIGN_OFF_STATES = ["open", "handed-in", "taken-over", "returned"] as const;
export const signOffState = z.enum(SIGN_OFF_STATES);
export type SignOffState = z.infer<typeof signOffState>;

export const SIGN_OFF_TEXT: Record<SignOffState, string> = {
  open: "未交稿",
  "handed-in": "已交稿",
  "taken-over": "已接收",
  returned: "已退回",
};

/** `reassign`: the item goes to another unit, whose own word is needed. */
export const SIGN_OFF_EVENTS = ["hand-in", "take-over", "send-back", "reassign"] as const;
export const signOffEvent = z.enum(SIGN_OFF_EVENTS);
export type SignOffEvent = z.infer<typeof signOffEvent>;

export const signOff = z.object({
  state: signOffState,
  /** who brought it into this state, and when */
  by: z.string(),
  at: z.iso.datetime(),
  /** the answer's revision at that moment */
  revision: z.int(),
  /** why it was sent back */
  reason: z.string().nullable(),
});
export type SignOff = z.infer<typeof signOff>;

export const MAX_REASON = 500;

const NEXT: Record<SignOffState, Partial<Record<SignOffEvent, SignOffState>>> = {
  // an editor may take over what a unit never handed in: it was delivered on paper, or the day has passed
  open: { "hand-in": "handed-in", "take-over": "taken-over", reassign: "open" },
  "handed-in": { "hand-in": "handed-in", "take-over": "taken-over", "send-back": "returned", reassign: "open" },
  "taken-over": { "take-over": "taken-over", "send-back": "returned", reassign: "open" },
  returned: { "hand-in": "handed-in", "take-over": "taken-over", "send-back": "returned", reassign: "open" },
};

const REFUSAL: Record<SignOffEvent, string> = {
  "hand-in": "统稿人已接收本条，不能再交稿；需要修改请联系统稿人退回",
  "take-over": "本条不能接收，请刷新页面后重试",
  "send-back": "责任单位还没有交稿，不用退回；需要提醒时请写批注",
  reassign: "本条不能改分，请刷新页面后重试",
};

/** The only place that knows what may follow what. The same state again means that nothing is left to do. */
export function signOffAfter(state: SignOffState, event: SignOffEvent): Result<SignOffState, string> {
  const next = NEXT[state][event];
  return next === undefined ? err(REFUSAL[event]) : ok(next);
}

export const isLocked = (state: SignOffState): boolean => state === "handed-in" || state === "taken-over";

/** Who locked the item and what to do about it; `when` is the instant as the reader's clock shows it. */
export function lockText({ state, by }: Pick<SignOff, "state" | "by">, when: string): string {
  return state === "taken-over"
    ? `统稿人${by}已于${when}接收本条，责任单位不能再修改；需要修改请联系统稿人退回`
    : `本条已由${by}于${when}交稿，等待统稿人接收；需要修改请联系统稿人退回`;
}

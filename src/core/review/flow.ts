import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";

/**
 * A submission on its way between district and city: drafted, submitted (报送), under review (审核), returned
 * (退回补正) and concluded (办结). What is not a draft is frozen; a return unlocks the chosen items alone.
 */
export const PHASES = ["drafting", "submitted", "reviewing", "returned", "concluded"] as const;
export const phase = z.enum(PHASES);
export type Phase = z.infer<typeof phase>;

export const PHASE_TEXT: Record<Phase, string> = {
  drafting: "填报中",
  submitted: "已报送",
  reviewing: "审核中",
  returned: "退回补正",
  concluded: "已办结",
};

/** `open`: an inspector begins to read, and nothing can be recalled any more. */
export const FLOW_EVENTS = ["submit", "recall", "open", "return", "conclude", "reopen"] as const;
export const flowEvent = z.enum(FLOW_EVENTS);
export type FlowEvent = z.infer<typeof flowEvent>;

export const FLOW_VERB: Record<FlowEvent, string> = {
  submit: "报送",
  recall: "撤回",
  open: "开始审核",
  return: "退回补正",
  conclude: "办结",
  reopen: "重新审核",
};

export interface FlowState {
  phase: Phase;
  /** how many versions have been frozen; 0 = never submitted */
  round: number;
  /** the items of the return that is not settled yet: it is answered once an inspector opens the next version */
  returned: readonly string[];
}

export type FlowStep =
  | { event: "submit" | "recall" | "open" | "conclude" | "reopen" }
  | { event: "return"; itemKeys: readonly string[] };

export const DRAFT: FlowState = { phase: "drafting", round: 0, returned: [] };

const NEXT: Record<Phase, Partial<Record<FlowEvent, Phase>>> = {
  drafting: { submit: "submitted" },
  // a version that answers a return goes back to that return when it is recalled
  submitted: { recall: "drafting", open: "reviewing" },
  reviewing: { open: "reviewing", return: "returned", conclude: "concluded" },
  // another inspector may add items of their own
  returned: { submit: "submitted", return: "returned" },
  concluded: { reopen: "reviewing" },
};

const REFUSAL: Record<FlowEvent, Record<Phase, string>> = {
  submit: {
    drafting: "",
    submitted: "本年度自评已经报送，不用重复报送",
    reviewing: "市级正在审核，不能再次报送；需要修改请联系督学退回",
    returned: "",
    concluded: "本年度审核已经办结，不能再次报送",
  },
  recall: {
    drafting: "本年度自评还没有报送，不用撤回",
    submitted: "",
    reviewing: "督学已经开始审核，不能撤回；需要修改请联系督学退回有关条目",
    returned: "已退回补正，可直接修改退回的条目，不用撤回",
    concluded: "本年度审核已经办结，不能撤回",
  },
  open: {
    drafting: "该区县尚未报送，不能开始审核",
    submitted: "",
    reviewing: "",
    returned: "已退回补正，等待区县重新报送",
    concluded: "审核已经办结；需要重新审核请由督导办重新打开",
  },
  return: {
    drafting: "该区县尚未报送，不用退回",
    submitted: "请先开始审核，再退回条目",
    reviewing: "",
    returned: "",
    concluded: "审核已经办结，不能退回；请由督导办先重新打开",
  },
  conclude: {
    drafting: "该区县尚未报送，不能办结",
    submitted: "督学还没有开始审核，不能办结",
    reviewing: "",
    returned: "退回的条目还没有重新报送，不能办结",
    concluded: "审核已经办结，不用重复办结",
  },
  reopen: {
    drafting: "审核还没有办结，不用重新打开",
    submitted: "审核还没有办结，不用重新打开",
    reviewing: "审核还没有办结，不用重新打开",
    returned: "审核还没有办结，不用重新打开",
    concluded: "",
  },
};

/** The only place that knows what may follow what. */
export function flowAfter(state: FlowState, step: FlowStep): Result<FlowState, string> {
  const next = NEXT[state.phase][step.event];
  if (next === undefined) return err(REFUSAL[step.event][state.phase]);
  switch (step.event) {
    case "submit":
      return ok({ ...state, phase: next, round: state.round + 1 });
    case "recall":
      return ok({ ...state, phase: state.returned.length > 0 ? "returned" : next });
    case "return":
      if (step.itemKeys.length === 0) return err("请先选择要退回的条目");
      return ok({ ...state, phase: next, returned: [...new Set([...openReturn(state), ...step.itemKeys])].sort() });
    case "open":
      return ok({ ...state, phase: next, returned: [] });
    default:
      return ok({ ...state, phase: next });
  }
}

const openReturn = ({ phase: at, returned }: FlowState): readonly string[] => (at === "returned" ? returned : []);

/** Whether the district may still change an item (or, without one, its library of evidence). */
export const isWritable = ({ phase: at, returned }: FlowState, itemKey?: string): boolean =>
  at === "drafting" || (at === "returned" && (itemKey === undefined || returned.includes(itemKey)));

/** The same as a subject of access. */
export const openness = (state: FlowState, itemKey?: string): { phase: Phase; unlocked: boolean } => ({
  phase: state.phase,
  unlocked: state.phase === "returned" && isWritable(state, itemKey),
});

const FROZEN: Record<Phase, string> = {
  drafting: "本项内容可以修改，请刷新页面后重试",
  submitted: "本年度自评已经报送，内容不能修改；需要修改请由审定人撤回",
  reviewing: "本年度自评正在审核，内容不能修改；需要修改请联系督学退回有关条目",
  returned: "这项内容不在退回补正的条目之内，不能修改；需要修改请联系督学一并退回",
  concluded: "本年度自评已经办结，内容不能修改",
};

/** Why the content cannot be changed, and what to do about it. */
export const frozenText = (at: Phase): string => FROZEN[at];

import { shortStamp } from "#app/data/clock.ts";
import { openReturns, standingRound } from "#app/data/flow-facts.ts";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import type { Flow } from "#core/api/flow.ts";
import { assertNever } from "#core/result.ts";

/** What the state means for those who look at it, in one or two sentences. */
export function standingText(flow: Flow, today: string): string {
  const city = flow.cycle?.city ?? "市级";
  const newest = flow.steps[0];
  const round = standingRound(flow);
  switch (flow.phase) {
    case "drafting":
      return `${recalledText(flow)}${dueText(flow, today)}`;
    case "submitted":
      return `${submittedText(round)}内容已固定，不能修改。${city}督学还没有开始审核，审定人可以撤回。`;
    case "reviewing":
      return `${submittedText(round)}${city}督学已${atText(round?.openedAt ?? newest?.at)}开始审核，内容不能修改，也不能撤回。`;
    case "returned":
      return returnedText(flow, today);
    case "concluded":
      return `已${atText(newest?.at)}办结。结论和意见见“审核结果”，需要整改的问题见“整改台账”。`;
    default:
      return assertNever(flow.phase);
  }
}

const atText = (instant: string | undefined): string => (instant === undefined ? "" : `于${shortStamp(instant)}`);

const submittedText = (round: ReturnType<typeof standingRound>): string =>
  round ? `第${round.round}次报送：${round.submittedBy}于${shortStamp(round.submittedAt)}审定并上报。` : "";

function recalledText({ steps }: Flow): string {
  const last = steps[0];
  if (last?.event !== "recall") return "";
  return `第${last.round}次报送已由${last.by}于${shortStamp(last.at)}撤回${last.reason === null ? "" : `：${last.reason}`}。`;
}

function dueText({ cycle }: Flow, today: string): string {
  if (!cycle) return "还没有报送。";
  return `还没有报送；${cycle.city}要求${dayText(cycle.submitBy, today)}前报送（${distanceText(cycle.submitBy, today)}）。`;
}

function returnedText(flow: Flow, today: string): string {
  const open = openReturns(flow);
  const items = new Set(open.map(({ itemKey }) => itemKey)).size;
  const due = open.map((each) => each.due).sort()[0];
  const by = due === undefined ? "" : `，请在${dayText(due, today)}前（${distanceText(due, today)}）修改后重新报送`;
  return `督学退回${items}条${by}。只有退回的条目可以修改。`;
}

import { z } from "zod";
import type { AuditEvent } from "#core/audit/event.ts";

/** What a change was about, as far as a page must know it to read again. */
export const TOPICS = [
  "answer",
  "item",
  "comment",
  "evidence",
  "submission",
  "presence",
  "flow",
  "verdict",
  "problem",
  "cycle",
  "template",
  "account",
  "unit",
  /** between processes only: one has ended, whatever listens with it is looked at anew */
  "session",
  /** something may have been missed: whatever is shown is read again */
  "everything",
] as const;
export const topic = z.enum(TOPICS);
export type Topic = z.infer<typeof topic>;

/** That something has changed, and where; never what it says. */
export const notice = z.object({
  topic,
  submissionId: z.string().optional(),
  itemKey: z.string().optional(),
  /** of an answer: the one that was saved */
  revision: z.int().optional(),
  draftId: z.string().optional(),
});
export type Notice = z.infer<typeof notice>;

/** Why a stream ends that nobody has left. */
export const FAREWELLS = ["session", "replaced", "stopping", "slow"] as const;
export const farewell = z.enum(FAREWELLS);
export type Farewell = z.infer<typeof farewell>;

/** What a page is told of an event; undefined = no page shows it. */
export function noticeOf(event: AuditEvent): Notice | undefined {
  switch (event.type) {
    case "answer.saved":
      return { ...within(event, "answer"), itemKey: event.itemKey, revision: event.to };
    case "item.assigned":
    case "item.signed-off":
      return { ...within(event, "item"), itemKey: event.itemKey };
    case "comment.written":
    case "comment.resolved":
      return { ...within(event, "comment"), itemKey: event.itemKey };
    case "submission.created":
    case "submission.carried":
    case "submission.carry-undone":
    case "submission.upgraded":
    case "submission.upgrade-undone":
    case "submission.orphan-settled":
    case "package.imported":
      return within(event, "submission");
    case "submission.flow":
    case "review.imported":
    case "scan.added":
      return within(event, "flow");
    // without its item: whoever decides blind does not learn what others have decided upon
    case "verdict.given":
      return within(event, "verdict");
    case "problem.planned":
    case "problem.moved":
    case "problem.file":
      return within(event, "problem");
    case "cycle.opened":
    case "cycle.changed":
      return { topic: "cycle" };
    case "template.draft-created":
    case "template.draft-saved":
    case "template.draft-discarded":
    case "template.published":
      return { topic: "template", draftId: event.draftId };
    case "account.created":
    case "account.changed":
      return { topic: "account" };
    case "unit.created":
      return { topic: "unit" };
    case "evidence.added":
    case "evidence.changed":
    case "evidence.renamed":
    case "evidence.confirmed":
    case "evidence.linked":
    case "evidence.detached":
    case "evidence.cited":
    case "evidence.ordered":
    case "evidence.replaced":
    case "evidence.deleted":
    case "evidence.recovered":
      return within(event, "evidence");
    default:
      return undefined;
  }
}

const within = ({ submissionId }: { submissionId: string }, topic: Topic): Notice => ({ topic, submissionId });

/** So many items of one submission are named; a bulk change is one notice without them. */
const NAMED = 8;

/** What one transaction tells: each place once, and the newest of its revisions. */
export function condense<N extends Notice>(notices: readonly N[]): N[] {
  const places = new Map<string, N>();
  const counts = new Map<string, number>();
  const wide = ({ topic, submissionId, draftId }: Notice): string => JSON.stringify([topic, submissionId, draftId]);
  for (const each of notices) {
    const place = `${wide(each)}${each.itemKey ?? ""}`;
    if (!places.has(place)) counts.set(wide(each), (counts.get(wide(each)) ?? 0) + 1);
    places.set(place, each);
  }
  const bulk = new Map<string, N>();
  for (const [place, each] of places)
    if ((counts.get(wide(each)) ?? 0) > NAMED)
      bulk.set(wide(each), { ...each, itemKey: undefined, revision: undefined });
    else bulk.set(place, each);
  return [...bulk.values()];
}

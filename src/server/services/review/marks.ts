import { type Actor, can } from "#core/access/access.ts";
import type { ReviewItemSummary } from "#core/api/review.ts";
import { isBlind } from "#core/review/blind.ts";
import { type FarSet, farByItem } from "#core/review/far.ts";
import { filtersOf } from "#core/review/filters.ts";
import { settle } from "#core/review/settle.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { readPredecessors } from "#server/services/people/predecessors.ts";
import type { CycleRow } from "#server/services/review/cycle-rows.ts";
import { type MarkRows, readMarkRows, type Scope } from "#server/services/review/mark-rows.ts";
import { itemDuty } from "#server/services/review/position.ts";
import type { Readable } from "#server/services/review/readable.ts";
import type { Db } from "#server/store/store.ts";

/** The items of one district that the reader may read, in report order, with everything that lists show of them. */
export interface MarkedReview {
  review: Readable;
  items: ReviewItemSummary[];
}

export interface Viewing {
  actor: Actor;
  cycle: CycleRow;
  template: Template;
}

export async function readMarks(
  db: Db,
  viewing: Viewing,
  reviews: readonly Readable[],
  itemKey?: string,
): Promise<MarkedReview[]> {
  const scope: Scope = {
    cycle: viewing.cycle,
    accountId: viewing.actor.accountId,
    submissionIds: reviews.map(({ submissionId }) => submissionId),
    itemKey,
  };
  const rows = await readMarkRows(db, scope);
  const predecessors = await readPredecessors(db, viewing.actor.accountId);
  const far = farByItem(rows.selfScores, viewing.cycle.scoring);
  const placed = outline(viewing.template).filter(({ item }) => itemKey === undefined || item.key === itemKey);
  return reviews.map((review) => ({
    review,
    items: placed.flatMap((each) => summary(viewing, review, each, { rows, far, predecessors }) ?? []),
  }));
}

interface Known {
  rows: MarkRows;
  far: FarSet;
  /** whose duties the reader has taken over: their word stands for the reader's */
  predecessors: ReadonlySet<string>;
}

/** What a reader who has yet to decide learns of the others' words: nothing. */
const WITHHELD: ReviewItemSummary["settled"] = { state: "none", verified: null, verdict: null };

/** Undefined where the reader may not read the item, or the version has none. */
function summary(
  { actor, cycle, template }: Viewing,
  review: Readable,
  placed: PlacedItem,
  { rows, far, predecessors }: Known,
): ReviewItemSummary | undefined {
  const { item, place, label } = placed;
  const at = `${review.submissionId} ${item.key}`;
  const row = rows.items.get(at);
  const duty = itemDuty(review.sections, template, item.key);
  const subject = { organisationId: review.districtId, cityId: cycle.cityId, phase: review.phase, duty };
  if (!row || !can(actor, "review.read", subject)) return undefined;
  const mine = duty !== "none" && actor.roles.includes("inspector");
  const verdicts = rows.verdicts.get(at) ?? [];
  const own = verdicts.find(({ accountId }) => accountId === actor.accountId);
  const worth = Object.hasOwn(cycle.scoring.items, item.key) ? cycle.scoring.items[item.key] : undefined;
  const all = settle(verdicts, worth?.points ?? null, cycle.scoring.farApart);
  const decided = own !== undefined || verdicts.some(({ accountId }) => predecessors.has(accountId));
  const blind = isBlind({ mine, decided, phase: review.phase, state: all.state });
  const settled = blind ? WITHHELD : all;
  const seen = blind ? [] : verdicts;
  const threads = rows.threads.get(at);
  const read = rows.readings.get(at) === row.hash;
  return {
    itemKey: item.key,
    label,
    heading: item.heading,
    sectionKey: place.kind === "section" ? place.section.key : null,
    points: worth ?? null,
    hash: row.hash,
    mine,
    read,
    selfScore: row.selfScore,
    own: own ? { verdict: own.verdict, score: own.score, earlier: own.itemHash !== row.hash } : null,
    settled,
    evidence: row.evidence,
    openThreads: threads?.open ?? 0,
    filters: filtersOf({
      read,
      decided: mine ? decided : verdicts.length > 0,
      threads: threads?.all ?? 0,
      changed: row.changed,
      explained: row.explained > 0,
      sameFile: rows.sameFiles.has(at),
      selfFar: far.has(at),
      earlierText: seen.some(({ itemHash }) => itemHash !== row.hash),
      needsThird: settled.state === "needs-third",
      agenda: seen.some(({ agenda }) => agenda),
      returned: rows.returned.has(at),
    }),
  };
}

/** The next unread item of the reader's from one on, round the whole list. */
export function nextUnread(items: readonly ReviewItemSummary[], after?: string): string | null {
  const own = items.some(({ mine }) => mine) ? items.filter(({ mine }) => mine) : items;
  const start = after === undefined ? 0 : own.findIndex(({ itemKey }) => itemKey === after) + 1;
  return [...own.slice(start), ...own.slice(0, start)].find(({ read }) => !read)?.itemKey ?? null;
}

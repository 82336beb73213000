import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { AcrossRow, acrossDistricts } from "#core/api/review.ts";
import { displayValue, isAnswered } from "#core/field/table.ts";
import { districtName } from "#core/people/district-name.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { ok, type Result } from "#core/result.ts";
import { filterCounts, type ReviewFilter } from "#core/review/filters.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import { median } from "#core/review/settle.ts";
import { findItem } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { type CycleRow, templateOf } from "#server/services/review/cycle-rows.ts";
import { readMarks } from "#server/services/review/marks.ts";
import { isUnopened, readReadable } from "#server/services/review/readable.ts";
import { parseItem } from "#server/services/review/snapshot-rows.ts";
import type { Db } from "#server/store/store.ts";

type Across = z.input<NonNullable<typeof acrossDistricts.response>>;

/** One item in all districts that the reader may read, each short enough to stand under the other. */
export async function readAcross(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  cycle: CycleRow,
  { itemKey, filter }: { itemKey: string; filter: ReviewFilter | undefined },
): Promise<Result<Across, Failure>> {
  const template = await templateOf(db, templates, cycle);
  const placed = findItem(template, itemKey);
  if (!placed) return notFound();
  const reviews = await readReadable(db, actor, cycle);
  const marked = await readMarks(db, { actor, cycle, template }, reviews, itemKey);
  const frozen = await readItems(
    db,
    marked.map(({ review }) => review.submissionId),
    itemKey,
  );
  const rows = marked.flatMap(({ review, items: [summary] }): AcrossRow[] => {
    const item = frozen.get(review.submissionId);
    if (!summary || !item) return [];
    const opened = !isUnopened(actor, review);
    return [
      {
        submissionId: review.submissionId,
        districtId: review.districtId,
        district: districtName(review.district),
        phase: review.phase,
        round: review.round,
        hash: summary.hash,
        mine: summary.mine,
        read: summary.read,
        opened,
        selfScore: opened ? summary.selfScore : null,
        own: summary.own,
        settled: summary.settled,
        text: opened ? item.text : "",
        figures: opened ? figuresOf(placed.item, item) : [],
        evidence: summary.evidence,
        openThreads: summary.openThreads,
        filters: summary.filters,
      },
    ];
  });
  const scores = rows.flatMap(({ selfScore }) => (selfScore === null ? [] : [selfScore])).sort(compareDecimals);
  const worth = Object.hasOwn(cycle.scoring.items, itemKey) ? cycle.scoring.items[itemKey] : undefined;
  return ok({
    itemKey,
    label: placed.label,
    heading: placed.item.heading,
    points: worth ?? null,
    median: scores.length === 0 ? null : median(scores),
    rows: filter === undefined ? rows : rows.filter(({ filters }) => filters.includes(filter)),
    counts: filterCounts(rows),
  });
}

const figuresOf = (item: Item, { values }: FrozenItem): AcrossRow["figures"] =>
  item.fields.flatMap((field) => {
    const value = values[field.key];
    return field.type === "entries" || !isAnswered(field, value)
      ? []
      : [{ fieldKey: field.key, label: field.label, text: displayValue(field, value) }];
  });

async function readItems(
  db: Db,
  submissionIds: readonly string[],
  itemKey: string,
): Promise<ReadonlyMap<string, FrozenItem>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("snapshot_item")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_item.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_item.round"),
    )
    .select(["snapshot_item.submission_id", "snapshot_item.body"])
    .where("snapshot_item.item_key", "=", itemKey)
    .where("snapshot_item.submission_id", "in", submissionIds)
    .execute();
  return new Map(rows.map((row) => [row.submission_id, parseItem(row.body)]));
}

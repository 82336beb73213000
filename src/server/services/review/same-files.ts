import { can } from "#core/access/access.ts";
import type { ReviewItem } from "#core/api/review.ts";
import { districtName } from "#core/people/district-name.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import type { Viewing } from "#server/services/review/marks.ts";
import { itemDuty } from "#server/services/review/position.ts";
import type { Readable } from "#server/services/review/readable.ts";
import type { Round } from "#server/services/review/snapshot-rows.ts";
import type { Db } from "#server/store/store.ts";

type SameFile = ReviewItem["sameFiles"][number];

/** Where else the bytes of an item's evidence were handed in. What the reader may not read is only counted. */
export async function readItemSameFiles(
  db: Db,
  { actor, cycle, template }: Viewing,
  readable: readonly Readable[],
  { submissionId }: Round,
  { evidence }: FrozenItem,
): Promise<SameFile[]> {
  const hashes = [...new Set(evidence.map(({ sha256 }) => sha256))];
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom("snapshot_file as theirs")
    .innerJoin("submission as sender", "sender.id", "theirs.submission_id")
    .innerJoin("submission_flow as flow", "flow.submission_id", "theirs.submission_id")
    .innerJoin("submission as own", (join) => join.on("own.id", "=", submissionId))
    .leftJoin("cycle_district as entered", (join) =>
      join
        .onRef("entered.organisation_id", "=", "sender.organisation_id")
        .onRef("entered.year", "=", "sender.year")
        .on("entered.cycle_id", "=", cycle.id),
    )
    .select([
      "theirs.sha256",
      "theirs.submission_id",
      "theirs.item_key",
      "theirs.round",
      "flow.current_round",
      "sender.year",
      "sender.organisation_id",
      "own.organisation_id as own_organisation",
      "own.year as own_year",
      "entered.cycle_id",
    ])
    .distinct()
    .where("theirs.sha256", "in", hashes)
    .where("theirs.submission_id", "!=", submissionId)
    .orderBy("theirs.submission_id")
    .orderBy("theirs.item_key")
    .execute();
  const byId = new Map(readable.map((each) => [each.submissionId, each]));
  const may = (review: Readable, itemKey: string): boolean =>
    can(actor, "review.read", {
      organisationId: review.districtId,
      cityId: cycle.cityId,
      phase: review.phase,
      duty: itemDuty(review.sections, template, itemKey),
    });
  return evidence.flatMap(({ evidenceId, sha256 }): SameFile[] => {
    const same = rows.filter((row) => row.sha256 === sha256);
    const elsewhere = same.filter((row) => row.cycle_id !== null && row.round === row.current_round);
    const districts = elsewhere.flatMap(({ submission_id, item_key }) => {
      const review = byId.get(submission_id);
      return review && may(review, item_key)
        ? [{ submissionId: submission_id, district: districtName(review.district), itemKey: item_key }]
        : [];
    });
    const years = same.flatMap((row) =>
      row.organisation_id === row.own_organisation && row.year < row.own_year ? [row.year] : [],
    );
    const others = new Set(
      elsewhere
        .filter((row) => !districts.some((each) => each.submissionId === row.submission_id))
        .map((row) => row.submission_id),
    ).size;
    if (districts.length + years.length + others === 0) return [];
    return [{ evidenceId, sha256, districts, others, years: [...new Set(years)].sort((a, b) => b - a) }];
  });
}

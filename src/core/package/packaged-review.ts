import { z } from "zod";
import { concludedReview } from "#core/api/conclusion.ts";
import { altered, invalidPackage, type PackageFault } from "#core/package/fault.ts";
import type { ReviewManifest } from "#core/package/manifest.ts";
import { ok, type Result } from "#core/result.ts";

/** A concluded review as it travels: the frozen conclusion with its problems, and the hash of the version it is about. */
export const packagedReview = z.strictObject({
  ...concludedReview.shape,
  city: z.string().min(2).max(100),
  concludedBy: z.string().max(100),
  opinion: z.string().max(10_000),
  problems: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        itemKey: z.string().min(1).max(100),
        item: z.string().max(200),
        text: z.string().min(1).max(2000),
      }),
    )
    .max(500),
});
export type PackagedReview = z.infer<typeof packagedReview>;

/** What a conclusion's own hash is taken of. */
export function hashedPart(
  review: PackagedReview,
): Omit<PackagedReview, "conclusionHash" | "concludedAt" | "concludedBy"> {
  const { conclusionHash: _, concludedAt: __, concludedBy: ___, ...said } = review;
  return said;
}

/** Whether the manifest and the conclusion are of one thing. */
export function checkReview(manifest: ReviewManifest, review: PackagedReview): Result<void, PackageFault> {
  if (manifest.district !== review.district || manifest.year !== review.year)
    return altered("目录和审核结果所说的区县或年份不同");
  const jumped = review.problems.findIndex(({ number }, index) => number !== index + 1);
  return jumped === -1 ? ok(undefined) : invalidPackage(`problems/${jumped}`, "问题编号不连续");
}

/** The first item that the conclusion speaks of and the checklist does not have; undefined = none. */
export function strayItem(review: PackagedReview, known: ReadonlySet<string>): string | undefined {
  const { items, ledger, problems } = review;
  return [...items, ...ledger.rows, ...problems].map(({ itemKey }) => itemKey).find((itemKey) => !known.has(itemKey));
}

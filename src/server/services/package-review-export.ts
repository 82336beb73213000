import type { ConcludedReview } from "#core/api/conclusion.ts";
import { PACKAGE_EXTENSION, PACKAGE_FORMAT, REVIEW, type ReviewManifest, reportName } from "#core/package/manifest.ts";
import { ok, type Result } from "#core/result.ts";
import { safeName } from "#core/safe-name.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { localDay } from "#server/services/local-time.ts";
import type { Maker, Package } from "#server/services/package-export.ts";
import { jsonBytes, sealPackage, written } from "#server/services/package-files.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import { cycleOf } from "#server/services/review/cycle-rows.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";

type Using = Pick<Deps, "clock" | "makeOpinion" | "parcels" | "store" | "version">;

const NAME = { characters: 80, bytes: 240 };

/** What the city concluded, for a district that is not connected: the frozen conclusion and the files made from it. */
export async function exportReview(
  { clock, makeOpinion, parcels, store, version }: Using,
  maker: Maker,
  head: SubmissionHead,
): Promise<Result<Package, Failure>> {
  const found = await concludedHere(store, head);
  if (!found.ok) return found;
  const concluded = found.value;
  const { city, district, year, concludedAt } = concluded;
  const made = await makeOpinion(concluded, localDay(new Date(concludedAt)));
  const documents = [
    await written(REVIEW, jsonBytes(concluded)),
    ...(await Promise.all(
      made.files.map(({ fileName, bytes }) => written(reportName(safeName(fileName, NAME)), new Uint8Array(bytes))),
    )),
  ];
  const manifest: ReviewManifest = {
    format: PACKAGE_FORMAT,
    kind: "review",
    madeAt: clock().toISOString(),
    madeBy: { name: maker.name, organisation: city, program: `ziping ${version}` },
    district,
    year,
    template: { id: head.template.id, version: head.template.version },
    files: documents.map(({ file }) => file),
  };
  const sealed = sealPackage(
    { parcels },
    manifest,
    documents.map(({ member }) => member),
  );
  await record(
    store.db,
    { ...maker.by, at: clock() },
    { type: "package.exported", submissionId: head.id, files: manifest.files.length, bytes: sealed.size },
  );
  const fileName = `${safeName(`${district}${year}年审核结果数据包`, NAME)}.${PACKAGE_EXTENSION}`;
  return ok({ ...sealed, fileName, files: manifest.files.length, complaints: made.complaints, titles: new Map() });
}

/** One that came in a package is not this installation's to hand on. */
async function concludedHere(
  { db }: Pick<Deps["store"], "db">,
  head: SubmissionHead,
): Promise<Result<ConcludedReview, Failure>> {
  const concluded = await readConclusion(db, head.id);
  return concluded && (await cycleOf(db, head))
    ? ok(concluded)
    : fail("flow.refused", "本年度审核还没有在本系统办结，没有可导出的审核结果；请先办结再导出");
}

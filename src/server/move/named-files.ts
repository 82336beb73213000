import type { Db } from "#server/store/store.ts";

export interface NamedFile {
  sha256: string;
  size: number;
  /** what a person knows it by */
  title: string;
}

/** Every file that anything in the database names: evidence in all its revisions, scans, what was handed in on problems. */
export async function namedFiles(db: Db): Promise<NamedFile[]> {
  const evidence = await db
    .selectFrom("evidence_revision")
    .innerJoin("evidence", "evidence.id", "evidence_revision.evidence_id")
    .select(["evidence_revision.sha256", "evidence_revision.size", "evidence.title"])
    .execute();
  const scans = await db.selectFrom("scan").select(["sha256", "size", "file_name as title"]).execute();
  const handedIn = await db.selectFrom("problem_evidence").select(["sha256", "size", "file_name as title"]).execute();
  const named = [...evidence, ...scans, ...handedIn].map((each) => ({ ...each, size: Number(each.size) }));
  return [...new Map(named.map((each) => [each.sha256, each])).values()].toSorted((one, other) =>
    one.sha256 < other.sha256 ? -1 : 1,
  );
}

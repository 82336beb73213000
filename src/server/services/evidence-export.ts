import type { Actor } from "#core/access/access.ts";
import type { Audience } from "#core/evidence/audience.ts";
import { type ZipPlan, zipPlan } from "#core/evidence/zip-plan.ts";
import { ok, type Result } from "#core/result.ts";
import { type EvidenceZip, evidenceZip } from "#report/zip/evidence-zip.ts";
import type { Deps } from "#server/deps.ts";
import { DamagedFileError, type Files } from "#server/files/files.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { readContent } from "#server/services/submission-content.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";

type Using = Pick<Deps, "clock" | "files" | "store" | "templates">;

/** How many missing files a message names. */
const NAMED = 5;

/**
 * The ZIP for a reader, written as it is read. A file that is gone is told before a byte is sent; one whose bytes have
 * changed breaks the stream off, so that the ZIP is seen to be incomplete.
 */
export async function exportEvidence(
  { clock, files, store, templates }: Using,
  actor: Actor,
  head: SubmissionHead,
  reader: Audience,
): Promise<Result<EvidenceZip, Failure>> {
  const content = await readContent(templates, store.db, head);
  const plan = zipPlan(content, reader);
  if (plan.files.length === 0) return fail("evidence.none", "还没有可打包的佐证材料，请先在条目下上传或引用材料");
  const gone = await missingFiles(files, plan);
  if (gone.length > 0)
    return fail(
      "evidence.damaged",
      `下列材料的文件缺失，未生成材料包：${gone.slice(0, NAMED).join("、")}${gone.length > NAMED ? `等${gone.length}份` : ""}。请在材料库中重新上传，或请管理员从备份恢复后再下载`,
    );
  const zip = await evidenceZip(content, reader, async (sha256) => {
    const bytes = await files.openVerified(sha256);
    if (!bytes) throw new DamagedFileError(sha256);
    return bytes;
  });
  await record(
    store.db,
    { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
    {
      type: "evidence.exported",
      submissionId: head.id,
      for: reader,
      files: plan.files.length,
      withheld: plan.withheld.length,
    },
  );
  return ok(zip);
}

async function missingFiles(files: Files, plan: ZipPlan): Promise<string[]> {
  const gone: string[] = [];
  for (const { entry } of plan.files)
    if (!(await files.has(entry.evidence.sha256))) gone.push(`${entry.number}《${entry.evidence.title}》`);
  return gone;
}

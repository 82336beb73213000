import { urlOf } from "#app/data/client.ts";
import { prepareImage } from "#app/features/report/prepare-image.ts";
import { revisionContent } from "#core/api/evidence.ts";
import type { ReportDocument } from "#core/document/model.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { ReportImage } from "#report/images.ts";

/** The pictures of a report, read one by one and kept. One that is no picture is kept as unreadable. */
export interface ReportImages {
  known: ReadonlyMap<string, ReportImage>;
  /** those that are still to be read */
  lacking: (wanted: readonly string[]) => string[];
  /** throws when the file cannot be fetched */
  read: (submissionId: string, record: Evidence) => Promise<void>;
}

export function createReportImages(): ReportImages {
  const known = new Map<string, ReportImage>();
  const unreadable = new Set<string>();
  return {
    known,
    lacking: (wanted) => wanted.filter((sha256) => !known.has(sha256) && !unreadable.has(sha256)),
    read: async (submissionId, record) => {
      const image = await prepareImage(await fetchFile(submissionId, record));
      if (image) known.set(record.sha256, image);
      else unreadable.add(record.sha256);
    },
  };
}

/** The pictures that a document shows, each once. */
export const picturesOf = (document: ReportDocument): string[] => [
  ...new Set(document.blocks.flatMap((block) => (block.kind === "figure" ? [block.sha256] : []))),
];

async function fetchFile(submissionId: string, record: Evidence): Promise<Blob> {
  const params = { submissionId, evidenceId: record.id, revision: String(record.revision) };
  const response = await fetch(urlOf(revisionContent, { params }));
  if (!response.ok) throw new Error(`图片《${record.title}》读取失败（${response.status}）`);
  return response.blob();
}

import { csvHead, csvLine } from "#core/audit/csv.ts";
import type { LoggedEntry } from "#server/services/audit-log.ts";
import { localInstant } from "#server/services/local-time.ts";

const COLUMNS = ["序号", "时间（北京时间）", "单位", "人员", "类别", "自评", "内容", "校验值"];

const lineOf = (entry: LoggedEntry): string =>
  csvLine([
    String(entry.number),
    localInstant(new Date(entry.at)),
    entry.organisation,
    entry.by,
    entry.group,
    entry.submission ?? "",
    entry.sentence,
    entry.hash,
  ]);

/** The log as UTF-8, piece by piece. */
export async function* auditCsv(
  chunks: AsyncIterable<readonly LoggedEntry[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvHead(COLUMNS));
  for await (const entries of chunks) if (entries.length > 0) yield encoder.encode(entries.map(lineOf).join(""));
}

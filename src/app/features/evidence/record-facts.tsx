import { shortStamp } from "#app/data/clock.ts";
import { useFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { repeatedText } from "#app/features/evidence/library-rows.ts";
import classes from "#app/features/evidence/record.module.css";
import { SeverityMark } from "#app/ui/severity.tsx";
import { type Evidence, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { flagText } from "#core/evidence/flags.ts";

/** What the file itself says, and what the checks say of it. */
export function RecordFacts({ record }: { record: Evidence }) {
  const { year } = useWorkspace();
  const findings = useFindings().filter((finding) => finding.evidenceId === record.id);
  const repeated = repeatedText(record, year);
  const { pages, width, height } = record;
  return (
    <section className={classes.block} aria-label="文件">
      <h2>文件</h2>
      <dl className={classes.facts}>
        <dt>文件名</dt>
        <dd>{record.fileName}</dd>
        <dt>类型</dt>
        <dd>
          {MEDIA_TYPES[record.mediaType].label}，{sizeText(record.size)}
          {pages !== undefined && `，${pages}页`}
          {width !== undefined && height !== undefined && `，${width}×${height}`}
        </dd>
        <dt>上传</dt>
        <dd>
          {record.addedBy}，{shortStamp(record.addedAt)}
        </dd>
        {repeated && (
          <>
            <dt>沿用</dt>
            <dd>{repeated}：文件内容完全一致，请核对是否仍然适用</dd>
          </>
        )}
        {record.flags.length > 0 && (
          <>
            <dt>留意</dt>
            <dd>{record.flags.map(flagText).join("、")}</dd>
          </>
        )}
      </dl>
      {findings.map((finding) => (
        <p key={finding.id} className={classes.finding}>
          <SeverityMark severity={finding.severity} /> {finding.message}
        </p>
      ))}
    </section>
  );
}

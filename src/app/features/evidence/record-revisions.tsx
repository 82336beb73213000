import { Button, FileButton } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { ACCEPT, sizeText } from "#app/features/evidence/file-text.ts";
import classes from "#app/features/evidence/record.module.css";
import { useUploads } from "#app/features/evidence/use-uploads.ts";
import { listRevisions, restoreRevision } from "#core/api/evidence.ts";
import { type Evidence, type EvidenceRevision, MEDIA_TYPES } from "#core/evidence/evidence.ts";

const revisionsQuery = (submissionId: string, evidenceId: string, revision: number) =>
  queryOptions({
    queryKey: ["revisions", submissionId, evidenceId, revision],
    queryFn: ({ signal }) => call(listRevisions, { params: { submissionId, evidenceId }, signal }),
  });

export interface RecordRevisionsProps {
  record: Evidence;
  writable: boolean;
  /** the revision that is looked at */
  shown: number;
  onShow: (revision: EvidenceRevision) => void;
}

/** Every file that the record has had; an older one can be read, and made the newest again. */
export function RecordRevisions({ record, writable, shown, onShow }: RecordRevisionsProps) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const { queue } = useUploads();
  const { data: revisions, error } = useQuery(revisionsQuery(workspace.id, record.id, record.revision));
  const restore = useMutation({
    mutationFn: (revision: number) =>
      call(restoreRevision, { params: { submissionId: workspace.id, evidenceId: record.id }, body: { revision } }),
    onSuccess: async (changed) => {
      workspace.putEvidence(changed);
      await queryClient.invalidateQueries({ queryKey: ["revisions", workspace.id, record.id] });
    },
  });
  const replace = (file: File): void =>
    queue.add([file], { itemKey: record.links[0]?.itemKey ?? "", slot: undefined, replaces: record.id });
  const failure = error ?? restore.error;
  return (
    <section className={classes.block} aria-label="历次文件">
      <div className={classes.line}>
        <h2>历次文件（{revisions?.length ?? record.revision}次）</h2>
        {writable && (
          <FileButton accept={ACCEPT} onChange={(file) => file && replace(file)}>
            {(props) => (
              <Button {...props} size="compact-xs" variant="light">
                替换文件…
              </Button>
            )}
          </FileButton>
        )}
      </div>
      {writable && <p className={classes.quiet}>替换后编号、登记信息和所在条目不变，原文件保留，可以恢复。</p>}
      {failure && (
        <p className={classes.failure} role="alert">
          {failure.message}
        </p>
      )}
      <ol className={classes.list} reversed>
        {revisions?.map((each) => (
          <li key={each.revision}>
            <div className={classes.line}>
              <span>
                第{each.revision}次{each.revision === record.revision && "（现用）"} {each.fileName}
              </span>
              <span>
                {each.revision !== shown && (
                  <Button size="compact-xs" variant="subtle" onClick={() => onShow(each)}>
                    查看
                  </Button>
                )}
                {writable && each.revision !== record.revision && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    loading={restore.isPending && restore.variables === each.revision}
                    onClick={() => restore.mutate(each.revision)}
                  >
                    恢复为现用
                  </Button>
                )}
              </span>
            </div>
            <p className={classes.quiet}>
              {each.addedBy}，{shortStamp(each.addedAt)}，{MEDIA_TYPES[each.mediaType].label} {sizeText(each.size)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

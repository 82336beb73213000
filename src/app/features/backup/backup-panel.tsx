import { Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { backupsQuery } from "#app/data/backup-queries.ts";
import { call } from "#app/data/client.ts";
import { serverNow } from "#app/data/clock.ts";
import { BackupView } from "#app/features/backup/backup-view.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { makeBackup } from "#core/api/backup.ts";

/** When the last good backup was made, and one at once; for whoever may `backup.manage`. */
export function BackupPanel() {
  const client = useQueryClient();
  const backups = useQuery(backupsQuery);
  const ask = useMutation({
    mutationFn: () => call(makeBackup, {}),
    onSuccess: (state) => client.setQueryData(backupsQuery.queryKey, state),
    onError: () => client.invalidateQueries({ queryKey: backupsQuery.queryKey }),
  });
  if (backups.data)
    return (
      <BackupView
        state={backups.data}
        now={serverNow()}
        refusal={ask.error?.message}
        asking={ask.isPending}
        onAsk={() => ask.mutate()}
      />
    );
  if (backups.isError) return <Notice tone="warn">备份情况没有读到：{backups.error.message}</Notice>;
  return <Skeleton height={140} radius="md" role="status" aria-label="正在载入备份情况" />;
}

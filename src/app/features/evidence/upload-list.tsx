import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { isPausable, type UploadEntry } from "#app/features/evidence/upload-entry.ts";
import { UploadRow } from "#app/features/evidence/upload-row.tsx";
import { stateText, totalText } from "#app/features/evidence/upload-text.ts";
import classes from "#app/features/evidence/uploads.module.css";
import { useUploads } from "#app/features/evidence/use-uploads.ts";
import { linkEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface UploadListProps {
  /** its files come first and need not say where they belong; without one, every file says so */
  itemKey?: string;
}

/** All files that are on their way to the submission, with the sum of them; nothing where there are none. */
export function UploadList({ itemKey }: UploadListProps) {
  const workspace = useWorkspace();
  const { entries, queue } = useUploads();
  const link = useMutation({
    mutationFn: ({ entry, existing }: { entry: UploadEntry; existing: Evidence }) =>
      call(linkEvidence, {
        params: { submissionId: workspace.id, evidenceId: existing.id, itemKey: entry.itemKey },
        body: { slot: entry.slot ?? null },
      }),
    onSuccess: (record, { entry }) => {
      workspace.putEvidence(record);
      queue.cancel(entry.id);
    },
  });
  if (entries.length === 0) return null;
  const here = entries.filter((entry) => entry.itemKey === itemKey);
  const ordered = [...here, ...entries.filter((entry) => entry.itemKey !== itemKey)];
  const headings = new Map(workspace.items.map(({ item }) => [item.key, item.heading]));
  const pausable = entries.filter(({ state }) => isPausable(state));
  const paused = entries.filter(({ state }) => state.kind === "paused");
  return (
    <section className={classes.list} aria-label="正在上传的文件">
      <div className={classes.head}>
        <span>{totalText(entries)}</span>
        <span className={classes.actions}>
          {entries.length > 1 && pausable.length > 0 && (
            <Button size="compact-xs" variant="subtle" onClick={() => pausable.map(({ id }) => queue.pause(id))}>
              全部暂停
            </Button>
          )}
          {entries.length > 1 && paused.length > 0 && (
            <Button size="compact-xs" variant="subtle" onClick={() => paused.map(({ id }) => queue.resume(id))}>
              全部继续
            </Button>
          )}
        </span>
      </div>
      <Announcement entries={entries} />
      {link.error && (
        <p className={classes.failure} role="alert">
          {link.error.message}
        </p>
      )}
      <ul className={classes.rows}>
        {ordered.map((entry) => (
          <UploadRow
            key={entry.id}
            entry={entry}
            queue={queue}
            place={entry.itemKey === itemKey ? undefined : headings.get(entry.itemKey)}
            onLink={(existing) => link.mutate({ entry, existing })}
          />
        ))}
      </ul>
    </section>
  );
}

/** A reader by ear hears when a file's state changes, not every byte of it. */
function Announcement({ entries }: { entries: readonly UploadEntry[] }) {
  const heard = entries
    .filter(({ state }) => ["offline", "signed-out", "file-needed", "known", "checking"].includes(state.kind))
    .map((entry) => `${entry.name}：${stateText(entry).split("，")[0]}`);
  return (
    <p className={classes.heard} role="status">
      {heard.join("；")}
    </p>
  );
}

import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { clockTime, shortStamp } from "#app/data/clock.ts";
import { newId } from "#app/data/new-id.ts";
import { useAssignment, useRevision, useWorkspace } from "#app/data/workspace-context.tsx";
import { changeLabels } from "#app/features/history/change-label.ts";
import classes from "#app/features/history/history.module.css";
import { VersionView } from "#app/features/history/version-view.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { answerHistory, restoreAnswer } from "#core/api/collation.ts";
import type { Item } from "#core/template/schema.ts";

/** Who changed the item when and what; every version can be read and brought back. */
export function HistoryPanel({ item }: { item: Item }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const { writable } = useAssignment(item.key);
  const newest = useRevision(item.key);
  const [opened, setOpened] = useState<number>();
  const params = { submissionId: workspace.id, itemKey: item.key };
  const queryKey = ["history", workspace.id, item.key];
  const history = useQuery({
    queryKey: [...queryKey, newest],
    queryFn: ({ signal }) => call(answerHistory, { params, signal }),
    placeholderData: (previous) => previous,
  });
  const restore = useMutation({
    mutationFn: async (revision: number) => {
      await workspace.flush();
      const body = { revision, base: workspace.revision(item.key), key: newId() };
      return call(restoreAnswer, { params, body });
    },
    onSuccess: (state) => {
      workspace.receive(state);
      setOpened(undefined);
      return queryClient.invalidateQueries({ queryKey });
    },
  });
  const spans = history.data;
  return (
    <section className={classes.panel} aria-labelledby="history-title">
      <h2 id="history-title" className={classes.title}>
        修改历史
      </h2>
      {restore.isSuccess && (
        <Notice tone="good">已恢复为第{restore.variables}版的内容；恢复前的内容仍在历史中。</Notice>
      )}
      {restore.isError && <Notice tone="danger">未能恢复：{restore.error.message}</Notice>}
      {history.isError && <Notice tone="warn">历史暂时读不到：{history.error.message}</Notice>}
      {spans?.length === 0 && <p className={classes.none}>本条还没有保存过。填写并保存后，每次修改都记在这里。</p>}
      <ol className={classes.list}>
        {spans?.map((span, index) => {
          const shown = opened === span.revision;
          return (
            <li key={span.revision} className={classes.span} data-shown={shown}>
              <button
                type="button"
                className={classes.head}
                aria-expanded={shown}
                onClick={() => setOpened(shown ? undefined : span.revision)}
              >
                <span className={classes.who}>{span.savedBy}</span>
                <span className={classes.when}>
                  {shortStamp(span.startedAt)}
                  {clockTime(span.startedAt) !== clockTime(span.savedAt) && `—${clockTime(span.savedAt)}`}
                </span>
                <span className={classes.what}>
                  {span.restoredFrom !== null && `恢复自第${span.restoredFrom}版；`}
                  {span.changed.length === 0
                    ? "改动后又改回，内容未变"
                    : `改了${changeLabels(item, span.changed).join("、")}`}
                </span>
                <span className={classes.version}>
                  第{span.revision}版{index === 0 && "（当前）"}
                </span>
              </button>
              {shown && (
                <VersionView item={item} base={span.base} revision={span.revision}>
                  {index > 0 && writable && (
                    <Button
                      size="xs"
                      variant="default"
                      loading={restore.isPending}
                      onClick={() => restore.mutate(span.revision)}
                    >
                      恢复为第{span.revision}版
                    </Button>
                  )}
                </VersionView>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

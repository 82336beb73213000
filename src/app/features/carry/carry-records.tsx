import { Button } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { carriesQuery } from "#app/data/submission-queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/carry/carry.module.css";
import { refreshWorkspace } from "#app/features/carry/refresh-workspace.ts";
import { Notice } from "#app/ui/notice.tsx";
import { undoCarry } from "#core/api/reuse.ts";
import { placedTitle } from "#core/template/outline.ts";

/** What was taken over into this year; each can be taken back as a whole. */
export function CarryRecords({ linkTo }: { linkTo: (itemKey: string, text: string) => ReactNode }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const { data: records } = useSuspenseQuery(carriesQuery(workspace.id));
  const undo = useMutation({
    mutationFn: async (carryId: string) => {
      await workspace.flush();
      const outcome = await call(undoCarry, { params: { submissionId: workspace.id, carryId }, body: {} });
      await refreshWorkspace(workspace);
      return outcome;
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: carriesQuery(workspace.id).queryKey }),
        queryClient.invalidateQueries({ queryKey: ["carry-plan", workspace.id] }),
      ]),
  });
  if (records.length === 0) return null;
  const title = (itemKey: string): string => {
    const placed = workspace.items.find(({ item }) => item.key === itemKey);
    return placed ? placedTitle(placed) : itemKey;
  };
  return (
    <section className={classes.records} aria-labelledby="carries-title">
      <h2 id="carries-title" className={classes.heading}>
        已沿用
      </h2>
      <ul className={classes.plainList}>
        {records.map((each) => (
          <li key={each.id} className={classes.record}>
            <span>
              {shortStamp(each.appliedAt)} {each.appliedBy}从{each.fromYear}年沿用{each.items}条、材料{each.evidence}份
            </span>
            {each.undoneAt === null ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={undo.isPending && undo.variables === each.id}
                onClick={() => undo.mutate(each.id)}
              >
                整体撤销
              </Button>
            ) : (
              <span className={classes.muted}>已于{shortStamp(each.undoneAt)}撤销</span>
            )}
          </li>
        ))}
      </ul>
      {undo.isError && <Notice tone="danger">未能撤销：{undo.error.message}</Notice>}
      {undo.isSuccess && (
        <Notice tone="good">
          已撤销。{undo.data.kept.length > 0 ? "下列条目中已核对、改写或交稿的内容保留：" : "各条目已恢复原状。"}
          {undo.data.kept.length > 0 && (
            <ul className={classes.plainList}>
              {undo.data.kept.map((itemKey) => (
                <li key={itemKey}>{linkTo(itemKey, title(itemKey))}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </section>
  );
}

import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { draftsQuery, versionsQuery } from "#app/data/draft-queries.ts";
import classes from "#app/features/builder/pages.module.css";
import { StartForm } from "#app/features/builder/start-form.tsx";
import { VersionTable } from "#app/features/builder/version-table.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { PaperButtons } from "#app/ui/paper/paper-buttons.tsx";
import { PAPERS } from "#app/ui/paper/papers.ts";
import { type DraftSummary, discardDraft, getDraft } from "#core/api/builder.ts";

/** Checklists: what is being written, what is published, and how to begin. */
export function ListPage({ onOpen }: { onOpen: (draftId: string) => void }) {
  const { data: drafts } = useSuspenseQuery(draftsQuery);
  const { data: versions } = useSuspenseQuery(versionsQuery);
  const [start, setStart] = useState<{ base: string }>();
  const newest = versions[0];
  return (
    <>
      {start ? (
        <StartForm
          key={start.base}
          versions={versions}
          base={start.base}
          onOpen={onOpen}
          onCancel={() => setStart(undefined)}
        />
      ) : (
        <Button onClick={() => setStart({ base: newest ? `${newest.id} ${newest.version}` : "" })}>新编一份清单</Button>
      )}
      <section className={classes.block} aria-labelledby="drafts-title">
        <h2 id="drafts-title">正在编制</h2>
        {drafts.length === 0 ? (
          <p className={classes.none}>没有正在编制的清单。可以从已有版本、空白，或 Word、Excel 指标表开始。</p>
        ) : (
          <Drafts drafts={drafts} />
        )}
      </section>
      <section className={classes.block} aria-labelledby="versions-title">
        <h2 id="versions-title">已发布的版本</h2>
        <VersionTable
          versions={versions}
          onStart={({ id, version }) => {
            setStart({ base: `${id} ${version}` });
            document.getElementById("main")?.scrollTo({ top: 0 });
          }}
        />
      </section>
    </>
  );
}

function Drafts({ drafts }: { drafts: readonly DraftSummary[] }) {
  const [leaving, setLeaving] = useState<DraftSummary>();
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">清单</th>
            <th scope="col">版本</th>
            <th scope="col">底稿</th>
            <th scope="col">最近保存</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <tr key={draft.id}>
              <th scope="row">
                <Link to="/builder/$draftId" params={{ draftId: draft.id }}>
                  {draft.title}
                </Link>
              </th>
              <td>
                {draft.version}（{draft.year}年）
              </td>
              <td>{draft.base ? `${draft.base.version}版` : "新编"}</td>
              <td>
                {shortStamp(draft.savedAt)}　{draft.savedBy}
              </td>
              <td className={classes.buttons}>
                <Link to="/builder/$draftId/publish" params={{ draftId: draft.id }}>
                  检查并发布
                </Link>
                <details>
                  <summary className={classes.exportsHead} aria-label={`导出草稿“${draft.title}”`}>
                    导出
                  </summary>
                  <div className={classes.buttons}>
                    <Link to="/builder/$draftId/tasks" params={{ draftId: draft.id }}>
                      任务分解表
                    </Link>
                    <PaperButtons
                      papers={PAPERS}
                      template={async () => (await call(getDraft, { params: { draftId: draft.id } })).draft.template}
                      quiet
                    />
                  </div>
                </details>
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setLeaving(draft)}>
                  放弃
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && <DiscardDialog draft={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

function DiscardDialog({ draft, onClose }: { draft: DraftSummary; onClose: () => void }) {
  const queryClient = useQueryClient();
  const discard = useMutation({
    mutationFn: () => call(discardDraft, { params: { draftId: draft.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog title="放弃这份清单" onClose={onClose}>
      <p>
        “{draft.title}”（版本{draft.version}）不再编制，各次保存仍留有记录。已发布的版本不受影响。
      </p>
      <FormFailure message={discard.error?.message} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          取消
        </Button>
        <Button color="red" loading={discard.isPending} onClick={() => discard.mutate()}>
          放弃
        </Button>
      </Group>
    </Dialog>
  );
}

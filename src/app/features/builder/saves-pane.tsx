import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { draftRevisionQuery, draftSavesQuery } from "#app/data/draft-queries.ts";
import { ChangeList } from "#app/features/builder/change-list.tsx";
import classes from "#app/features/builder/pages.module.css";
import { FormFailure } from "#app/ui/notice.tsx";
import type { DraftSave } from "#core/api/builder.ts";
import { difference } from "#core/builder/difference.ts";

/** Who saved the draft when; what a save did, in sentences, where one asks for it. */
export function SavesPane() {
  const { id } = useDraftStore();
  const saved = useDraft(({ saveState }) => saveState.kind === "saved");
  const { data, error, refetch, isFetching } = useQuery(draftSavesQuery(id));
  const [opened, setOpened] = useState<number>();
  return (
    <section className={classes.block} aria-labelledby="saves-title">
      <h2 id="saves-title">修改记录</h2>
      <p className={classes.none}>
        每次自动保存记一条，最近的在前{saved ? "" : "；刚才的修改还在保存"}。
        <Button variant="subtle" size="compact-xs" loading={isFetching} onClick={() => void refetch()}>
          刷新
        </Button>
      </p>
      <FormFailure message={error?.message} />
      {data?.length === 0 && <p className={classes.none}>还没有修改过。</p>}
      <ul className={classes.saves}>
        {data?.map((save) => (
          <li key={save.revision}>
            <button
              type="button"
              aria-expanded={opened === save.revision}
              onClick={() => setOpened(opened === save.revision ? undefined : save.revision)}
            >
              {shortStamp(save.savedAt)}　{save.savedBy}　修改{save.edits}处
            </button>
            {opened === save.revision && <What id={id} save={save} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function What({ id, save: { revision } }: { id: string; save: DraftSave }) {
  const before = useQuery(draftRevisionQuery(id, revision - 1));
  const after = useQuery(draftRevisionQuery(id, revision));
  if (before.error || after.error) return <FormFailure message={(before.error ?? after.error)?.message} />;
  if (!before.data || !after.data) return <p className={classes.none}>正在读取…</p>;
  const { changes } = difference(before.data.template, after.data.template);
  return changes.length === 0 ? (
    <p className={classes.none}>只改了填报人看不到的地方，或与前后的修改相抵。</p>
  ) : (
    <ChangeList changes={changes} />
  );
}

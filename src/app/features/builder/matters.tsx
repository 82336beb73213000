import { Button } from "@mantine/core";
import { useState } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { SHELF_TEXT } from "#app/data/shelf.ts";
import classes from "#app/features/builder/matters.module.css";
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Conflict } from "#core/builder/rebase.ts";

/** What has to be known before going on: no room here, an edit that was refused, edits that met somebody else's. */
export function Matters({ giveUp }: { giveUp: () => Promise<void> }) {
  const shelf = useDraft((each) => each.shelf);
  const refusal = useDraft((each) => each.refusal);
  const conflicts = useDraft((each) => each.conflicts);
  return (
    <>
      {shelf !== "keeps" && <Notice tone="danger">{SHELF_TEXT[shelf]}</Notice>}
      {refusal && <Notice tone="warn">{refusal.message}</Notice>}
      <Unsaved giveUp={giveUp} />
      {conflicts.length > 0 && <Met conflicts={conflicts} />}
    </>
  );
}

/** What the server refuses cannot stay for ever. */
function Unsaved({ giveUp }: { giveUp: () => Promise<void> }) {
  const state = useDraft(({ saveState }) => saveState);
  const [asking, setAsking] = useState(false);
  if (state.kind !== "refused" && state.kind !== "locked") return null;
  return (
    <Notice tone="danger">
      {state.message}。修改仍存在本机，还没有保存到服务器。
      <div className={classes.choices}>
        <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
          放弃未保存的修改…
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title="放弃未保存的修改？"
          confirm="确认放弃"
          onClose={() => setAsking(false)}
          onConfirm={() => void giveUp()}
        >
          本机尚未保存的修改将丢弃，改用服务器上最新的内容，不能撤销。
        </ConfirmDialog>
      )}
    </Notice>
  );
}

/** Edits that met those of another person: theirs stand until one decides otherwise. */
function Met({ conflicts }: { conflicts: readonly Conflict[] }) {
  const store = useDraftStore();
  const ownSince = useDraft((each) => each.ownSince);
  const [asking, setAsking] = useState(false);
  return (
    <Notice tone="warn">
      另一位编辑者同时在改，以下{conflicts.length}处保留了对方的内容，您的修改没有采用，请核对：
      <ul className={classes.met}>
        {conflicts.map((conflict) => (
          <li key={`${conflict.path} ${conflict.message} ${wordsOf(conflict)}`}>
            <b>{conflict.place}</b>：{conflict.message}
            {wordsOf(conflict) !== "" && <span className={classes.mine}>您的内容：{wordsOf(conflict)}</span>}
            <Button
              variant="default"
              size="compact-xs"
              aria-label={`仍用我的：${conflict.place}`}
              onClick={() => store.insist(conflict)}
            >
              仍用我的
            </Button>
          </li>
        ))}
      </ul>
      <div className={classes.choices}>
        <Button variant="default" size="compact-sm" onClick={() => store.dismissConflicts()}>
          采用对方的，知道了
        </Button>
        {ownSince && (
          <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
            放弃我这次的其他修改…
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title="放弃我这次的修改？"
          confirm="确认放弃"
          onClose={() => setAsking(false)}
          onConfirm={() => store.giveWay()}
        >
          对方保存以后您所做的修改将全部退回，清单与对方保存的一致。退回后仍可在“记录”中查到。
        </ConfirmDialog>
      )}
    </Notice>
  );
}

/** What one had typed, where it is text. */
function wordsOf({ edit }: Conflict): string {
  if (edit.kind !== "set") return "";
  return Object.values(edit.patch)
    .filter((value): value is string => typeof value === "string" && value !== "")
    .join("；");
}

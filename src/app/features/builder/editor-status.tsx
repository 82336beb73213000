import { Button } from "@mantine/core";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { SHELF_TEXT } from "#app/data/shelf.ts";
import classes from "#app/features/builder/builder.module.css";
import { editText } from "#app/features/builder/labels.ts";
import { placeText } from "#app/features/builder/reveal.ts";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { SaveBadge } from "#app/ui/save-badge.tsx";
import { UndoButtons } from "#app/ui/undo-buttons.tsx";

/** Above the form: what is open, whether it is safe, what can be taken back. */
export function EditorStatus() {
  const store = useDraftStore();
  const title = useDraft(({ template }) => template.title);
  const state = useDraft(({ saveState }) => saveState);
  const undoLabel = useDraft(({ undoable }) => undoable && editText(undoable));
  const redoLabel = useDraft(({ redoable }) => redoable && editText(redoable));
  return (
    <>
      <header className={classes.status}>
        <title>{`${title || "清单"} · 编辑 · 自评通`}</title>
        <h1>{title || "（未命名清单）"}</h1>
        <SaveBadge state={state} locked={false} />
        <span className={classes.spring} />
        <UndoButtons
          undoLabel={undoLabel}
          redoLabel={redoLabel}
          onUndo={() => store.undo()}
          onRedo={() => store.redo()}
        />
        <ButtonLink to="/builder/$draftId/publish" params={{ draftId: store.id }} size="compact-sm">
          检查并发布
        </ButtonLink>
      </header>
      <Matters />
    </>
  );
}

/** What has to be known before going on: no room here, an edit that was refused, edits that met somebody else's. */
function Matters() {
  const store = useDraftStore();
  const shelf = useDraft((each) => each.shelf);
  const refusal = useDraft((each) => each.refusal);
  const conflicts = useDraft((each) => each.conflicts);
  return (
    <>
      {shelf !== "keeps" && <Notice tone="danger">{SHELF_TEXT[shelf]}</Notice>}
      {refusal && <Notice tone="warn">{refusal.message}</Notice>}
      {conflicts.length > 0 && (
        <Notice tone="warn">
          另一位编辑者同时在改，您的{conflicts.length}处修改没有采用，请核对：
          <ul>
            {conflicts.map((conflict) => (
              <li key={`${conflict.path} ${conflict.message}`}>
                {placeText(store.template, conflict)}：{conflict.message}
              </li>
            ))}
          </ul>
          <Button variant="default" size="compact-sm" onClick={() => store.dismissConflicts()}>
            知道了
          </Button>
        </Notice>
      )}
    </>
  );
}

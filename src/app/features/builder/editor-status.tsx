import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { editText } from "#app/features/builder/labels.ts";
import { Matters } from "#app/features/builder/matters.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { SaveBadge } from "#app/ui/save-badge.tsx";
import { UndoButtons } from "#app/ui/undo-buttons.tsx";

/** Above the form: what is open, whether it is safe, what can be taken back. */
export function EditorStatus({ giveUp }: { giveUp: () => Promise<void> }) {
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
      <Matters giveUp={giveUp} />
    </>
  );
}

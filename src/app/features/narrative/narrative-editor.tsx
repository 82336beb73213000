import { Button } from "@mantine/core";
import { type RefObject, useMemo, useState } from "react";
import { useHasNarrative, useLookup, useRestingNarrative } from "#app/data/workspace-context.tsx";
import classes from "#app/features/narrative/narrative.module.css";
import { TokenPicker } from "#app/features/narrative/token-picker.tsx";
import { useCodeMirror } from "#app/features/narrative/use-code-mirror.ts";
import { NARRATIVE_ELEMENT_ID } from "#app/ui/focus-field.ts";
import { PlaceMark } from "#app/ui/place-mark.tsx";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { UndoButtons } from "#app/ui/undo-buttons.tsx";
import { type Run, resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { token } from "#core/narrative/tokens.ts";
import type { Item } from "#core/template/schema.ts";

export interface NarrativeEditorProps {
  item: Item;
  readOnly: boolean;
  /** how others reach the editor while it is open */
  handle: RefObject<ProseHandle | undefined>;
}

/**
 * Prose whose figures are chips that quote the data; below it, the text as it will be printed. While someone types,
 * the editor draws itself; count and preview follow at the next pause.
 */
export function NarrativeEditor({ item, readOnly, handle }: NarrativeEditorProps) {
  const { host, canUndo, canRedo } = useCodeMirror({ itemKey: item.key, readOnly, handle });
  return (
    <section className={classes.narrative} aria-labelledby="narrative-title">
      <div className={classes.head}>
        <h2 id="narrative-title">正文</h2>
        <PlaceMark itemKey={item.key} path="narrative" />
        {!readOnly && (
          <UndoButtons
            undoLabel={canUndo ? "正文" : undefined}
            redoLabel={canRedo ? "正文" : undefined}
            onUndo={() => handle.current?.undo()}
            onRedo={() => handle.current?.redo()}
          />
        )}
        <Count itemKey={item.key} />
      </div>
      {item.narrative !== "" && !readOnly && (
        <Draft item={item} onAdopt={() => handle.current?.replaceAll(item.narrative)} />
      )}
      <div className={classes.editor} id={NARRATIVE_ELEMENT_ID} ref={host} data-readonly={readOnly} />
      {!readOnly && (
        <TokenPicker item={item} onPick={(field, aspect) => handle.current?.insert(token(field, aspect))} />
      )}
      <Preview itemKey={item.key} />
    </section>
  );
}

/** Characters as they will be printed, figures resolved. */
function Count({ itemKey }: { itemKey: string }) {
  const paragraphs = useResolved(useRestingNarrative(itemKey));
  const count = useMemo(() => [...paragraphs.map(runText).join("")].length, [paragraphs]);
  return <span className={classes.count}>{count}字</span>;
}

/** The template's draft is offered, never counted. */
function Draft({ item, onAdopt }: { item: Item; onAdopt: () => void }) {
  const [open, setOpen] = useState(false);
  if (useHasNarrative(item.key)) return null;
  return (
    <div className={classes.draft}>
      <span>还没有正文。可先采用参考文稿，再按本地情况修改；引用的数据会自动填入。</span>
      <div className={classes.draftActions}>
        <Button size="xs" onClick={onAdopt}>
          采用参考文稿
        </Button>
        <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "收起" : "先看看"}
        </Button>
      </div>
      {open && <Printed narrative={item.narrative} />}
    </div>
  );
}

function Preview({ itemKey }: { itemKey: string }) {
  const narrative = useRestingNarrative(itemKey);
  if (narrative.trim() === "") return null;
  return (
    <section className={classes.preview} aria-label="成文预览">
      <Printed narrative={narrative} />
    </section>
  );
}

function Printed({ narrative }: { narrative: string }) {
  const paragraphs = useResolved(narrative);
  return paragraphs.map((runs, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity but their place
    <p key={index} className={classes.paragraph}>
      {runs.map((run, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
        <span key={at} data-run={run.kind}>
          {run.text}
        </span>
      ))}
    </p>
  ));
}

function useResolved(narrative: string): Run[][] {
  const lookup = useLookup();
  return useMemo(() => resolveNarrative(narrative, lookup), [narrative, lookup]);
}

import { Button } from "@mantine/core";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useContent, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/narrative/narrative.module.css";
import { TokenPicker } from "#app/features/narrative/token-picker.tsx";
import { type EditorHandle, useCodeMirror } from "#app/features/narrative/use-code-mirror.ts";
import { NARRATIVE_ELEMENT_ID } from "#app/ui/focus-field.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { token } from "#core/narrative/tokens.ts";
import type { Item } from "#core/template/schema.ts";

export interface NarrativeEditorProps {
  item: Item;
  value: string;
  onChange: (narrative: string) => void;
  readOnly: boolean;
  externalChanges: number;
}

/** Prose whose figures are chips that quote the data; below it, the text as it will be printed. */
export function NarrativeEditor({ item, value, onChange, readOnly, externalChanges }: NarrativeEditorProps) {
  const workspace = useWorkspace();
  const handle = useRef<EditorHandle>(undefined);
  const host = useCodeMirror({ value, onChange, readOnly, externalChanges, lookup: workspace.lookup, handle });
  return (
    <section className={classes.narrative} aria-labelledby="narrative-title">
      <div className={classes.head}>
        <h2 id="narrative-title">正文</h2>
        <Count value={value} />
      </div>
      {value === "" && item.narrative !== "" && !readOnly && (
        <Draft text={item.narrative} onAdopt={() => handle.current?.replaceAll(item.narrative)} />
      )}
      <div className={classes.editor} id={NARRATIVE_ELEMENT_ID} ref={host} data-readonly={readOnly} />
      {!readOnly && (
        <TokenPicker item={item} onPick={(field, aspect) => handle.current?.insert(token(field, aspect))} />
      )}
      <Preview value={value} />
    </section>
  );
}

/** Characters as they will be printed, figures resolved. */
function Count({ value }: { value: string }) {
  const { lookup } = useWorkspace();
  const text = resolveNarrative(useDeferredValue(value), lookup).map(runText).join("");
  return <span className={classes.count}>{[...text].length}字</span>;
}

/** The template's draft is offered, never counted. */
function Draft({ text, onAdopt }: { text: string; onAdopt: () => void }) {
  const [open, setOpen] = useState(false);
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
      {open && <Resolved value={text} />}
    </div>
  );
}

function Preview({ value }: { value: string }) {
  const shown = useDeferredValue(value);
  if (shown.trim() === "") return null;
  return (
    <section className={classes.preview} aria-label="成文预览">
      <Resolved value={shown} />
    </section>
  );
}

function Resolved({ value }: { value: string }) {
  const workspace = useWorkspace();
  const content = useContent();
  const paragraphs = useMemo(() => content && resolveNarrative(value, workspace.lookup), [value, content, workspace]);
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

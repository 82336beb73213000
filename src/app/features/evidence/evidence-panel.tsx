import { Link } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useAssignment, useEvidence, useWorkspace } from "#app/data/workspace-context.tsx";
import { filesIn } from "#app/features/evidence/dropped-files.ts";
import classes from "#app/features/evidence/evidence.module.css";
import { movedTo } from "#app/features/evidence/evidence-order.ts";
import { EvidenceSlotRow } from "#app/features/evidence/evidence-slot.tsx";
import { Library } from "#app/features/evidence/library.tsx";
import type { RecordActions } from "#app/features/evidence/record-row.tsx";
import { UploadFolder } from "#app/features/evidence/upload-folder.tsx";
import { UploadList } from "#app/features/evidence/upload-list.tsx";
import { useEvidenceLinks } from "#app/features/evidence/use-evidence-links.ts";
import { MAX_SIZE_TEXT, useUploads } from "#app/features/evidence/use-uploads.ts";
import { catalogue, evidenceOf } from "#core/evidence/evidence.ts";
import type { Item } from "#core/template/schema.ts";

export interface EvidencePanelProps extends Pick<RecordActions, "onPreview"> {
  item: Item;
}

/** The item's evidence by expected slot; files come by button, drop or paste. */
export const EvidencePanel = memo(function EvidencePanel({ item, onPreview }: EvidencePanelProps) {
  const workspace = useWorkspace();
  const evidence = useEvidence();
  const { writable } = useAssignment(item.key);
  const { queue } = useUploads();
  const add = (files: Iterable<File>, slot: string | undefined) => queue.add(files, { itemKey: item.key, slot });
  const [dropping, setDropping] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const numbers = useMemo(
    () =>
      new Map(
        catalogue(workspace.template, evidence)
          .filter((entry) => entry.itemKey === item.key)
          .map((entry) => [entry.evidence.id, entry.number]),
      ),
    [workspace, evidence, item],
  );
  const linked = evidenceOf(item.key, evidence);
  const known = new Set(item.evidence.map((slot) => slot.key));

  const links = useEvidenceLinks(item.key);
  usePastedFiles(writable, (files) => add(files, undefined));

  const rows = (slot: string | undefined) =>
    linked.filter(({ link: each }) => (slot === undefined ? !each.slot || !known.has(each.slot) : each.slot === slot));
  const order = [...new Set(linked.map(({ record }) => record.id))];
  const actions: RecordActions = {
    onPreview,
    onDetach: links.detach,
    onMove: (id, offset) => {
      const slot = linked.find(({ record }) => record.id === id)?.link.slot;
      const group = rows(slot !== undefined && known.has(slot) ? slot : undefined).map(({ record }) => record.id);
      const target = group[group.indexOf(id) + offset];
      if (target !== undefined) links.order(movedTo(order, id, target));
    },
    onMoveTo: (id, target) => {
      const slotOf = (wanted: string) => linked.find(({ record }) => record.id === wanted)?.link.slot ?? null;
      if (slotOf(id) !== slotOf(target)) links.link({ evidenceId: id, slot: slotOf(target) });
      links.order(movedTo(order, id, target));
    },
  };
  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-labelledby="evidence-title"
      data-dropping={dropping}
      onDragOver={(event) => {
        if (!writable || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(false);
        if (writable) void filesIn(event.dataTransfer).then((files) => add(files, undefined));
      }}
    >
      <h2 id="evidence-title" className={classes.title}>
        佐证材料
        <span className={classes.count}>
          {linked.length}份
          <Link to="/submissions/$submissionId/evidence" params={{ submissionId: workspace.id }}>
            材料库
          </Link>
        </span>
      </h2>
      {writable && (
        <p className={classes.how}>
          可拖入、粘贴或点击“上传”，一次可选多个文件。支持PDF、Word、Excel、图片、文本、ZIP，每份不超过{MAX_SIZE_TEXT}
          ，断网后可继续。
          <UploadFolder onFiles={(files) => add(files, undefined)} />
        </p>
      )}
      <UploadList itemKey={item.key} />
      {links.failure && (
        <p className={classes.failure} role="alert">
          {links.failure}
        </p>
      )}
      <ul className={classes.slots}>
        {item.evidence.map((slot) => (
          <EvidenceSlotRow
            key={slot.key}
            itemKey={item.key}
            slot={slot}
            records={rows(slot.key)}
            numbers={numbers}
            writable={writable}
            onFiles={(files) => add(files, slot.key)}
            actions={actions}
          />
        ))}
        <EvidenceSlotRow
          itemKey={item.key}
          slot={undefined}
          records={rows(undefined)}
          numbers={numbers}
          writable={writable}
          onFiles={(files) => add(files, undefined)}
          actions={actions}
        />
      </ul>
      {writable && (
        <Library
          records={evidence.filter((record) => record.links.every((each) => each.itemKey !== item.key))}
          onLink={(evidenceId) => links.link({ evidenceId, slot: null })}
        />
      )}
    </section>
  );
});

/** Ctrl+V with files on the clipboard (a screenshot, copied files) adds them; text pastes go where they always go. */
function usePastedFiles(enabled: boolean, onFiles: (files: File[]) => void): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    if (!enabled) return;
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [enabled]);
}

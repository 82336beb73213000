import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { call } from "#app/data/client.ts";
import { useAssignment, useEvidence, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { EvidenceSlotRow } from "#app/features/evidence/evidence-slot.tsx";
import { Library } from "#app/features/evidence/library.tsx";
import { UploadRow } from "#app/features/evidence/upload-row.tsx";
import { MAX_MEGABYTES, useUploads } from "#app/features/evidence/use-uploads.ts";
import { detachEvidence, linkEvidence } from "#core/api/submission.ts";
import { catalogue, evidenceOf } from "#core/evidence/evidence.ts";
import type { Item } from "#core/template/schema.ts";

/** The item's evidence by expected slot; files come by button, drop or paste. */
export function EvidencePanel({ item }: { item: Item }) {
  const workspace = useWorkspace();
  const evidence = useEvidence();
  const { writable } = useAssignment(item.key);
  const { uploads, add, retry, dismiss } = useUploads(item.key);
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

  const link = useMutation({
    mutationFn: ({ evidenceId, slot }: { evidenceId: string; slot: string | null }) =>
      call(linkEvidence, { params: { submissionId: workspace.id, evidenceId, itemKey: item.key }, body: { slot } }),
    onSuccess: (record) => workspace.putEvidence(record),
  });
  const detach = useMutation({
    mutationFn: (evidenceId: string) =>
      call(detachEvidence, { params: { submissionId: workspace.id, evidenceId, itemKey: item.key } }),
    onSuccess: (record) => workspace.putEvidence(record),
  });
  usePastedFiles(writable, (files) => add(files, undefined));

  const rows = (slot: string | undefined) =>
    linked.filter(({ link: each }) => (slot === undefined ? !each.slot || !known.has(each.slot) : each.slot === slot));
  const failure = link.error ?? detach.error;
  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-labelledby="evidence-title"
      data-dropping={dropping}
      onDragOver={(event) => {
        if (!writable) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        if (writable) add(event.dataTransfer.files, undefined);
      }}
    >
      <h2 id="evidence-title" className={classes.title}>
        佐证材料
        <span className={classes.count}>{linked.length}份</span>
      </h2>
      {writable && (
        <p className={classes.how}>
          可拖入、粘贴或点击“上传”。支持PDF、Word、Excel、图片、ZIP，每份不超过{MAX_MEGABYTES}MB。
        </p>
      )}
      {uploads.map((each) => (
        <UploadRow
          key={each.id}
          upload={each}
          onRetry={() => retry(each)}
          onDismiss={() => dismiss(each.id)}
          onLink={(existing) => {
            link.mutate({ evidenceId: existing.id, slot: each.slot ?? null });
            dismiss(each.id);
          }}
        />
      ))}
      {failure && (
        <p className={classes.failure} role="alert">
          {failure.message}
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
            onDetach={(id) => detach.mutate(id)}
          />
        ))}
        <EvidenceSlotRow
          itemKey={item.key}
          slot={undefined}
          records={rows(undefined)}
          numbers={numbers}
          writable={writable}
          onFiles={(files) => add(files, undefined)}
          onDetach={(id) => detach.mutate(id)}
        />
      </ul>
      {writable && (
        <Library
          records={evidence.filter((record) => record.links.every((each) => each.itemKey !== item.key))}
          onLink={(evidenceId) => link.mutate({ evidenceId, slot: null })}
        />
      )}
    </section>
  );
}

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

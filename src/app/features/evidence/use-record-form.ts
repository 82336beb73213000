import { useEffect, useRef, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { CallError, call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import {
  checkRecord,
  type RecordField,
  type RecordValues,
  recordValues,
} from "#app/features/evidence/record-values.ts";
import { changeEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export type RecordSaving =
  | { kind: "saved" }
  | { kind: "editing" }
  | { kind: "saving" }
  | { kind: "waiting"; message: string }
  | { kind: "refused"; message: string };

const QUIET_MS = 600;
const AGAIN_MS = 5_000;
/** The work goes on by itself once these are over. */
const PASSING = new Set<CallError["code"]>([
  "offline",
  "request.too-slow",
  "session.required",
  "store.unavailable",
  "server.fault",
]);

/** The form of one record. Mount it anew for another record. It saves itself, field by field. */
export function useRecordForm(record: Evidence): { form: UseFormReturn<RecordValues>; saving: RecordSaving } {
  const workspace = useWorkspace();
  const form = useForm<RecordValues>({ defaultValues: recordValues(record) });
  const [saving, setSaving] = useState<RecordSaving>({ kind: "saved" });
  /** what is stored, as far as the form knows */
  const latest = useRef(record);

  // a change from elsewhere comes into the form where nobody is typing over it
  useEffect(() => {
    const [before, now] = [recordValues(latest.current), recordValues(record)];
    latest.current = record;
    for (const field of Object.keys(now) as RecordField[])
      if (before[field] !== now[field] && form.getValues(field) === before[field]) form.setValue(field, now[field]);
  }, [record, form]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let busy = false;
    const submissionId = workspace.id;
    const evidenceId = latest.current.id;
    const later = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void save(), ms);
    };
    const check = () => checkRecord(form.getValues(), recordValues(latest.current));
    const showFaults = (): boolean => {
      const { faults } = check();
      form.clearErrors();
      for (const [field, message] of Object.entries(faults)) form.setError(field as RecordField, { message });
      return Object.keys(faults).length > 0;
    };

    const save = async (): Promise<void> => {
      clearTimeout(timer);
      if (busy) return;
      const faulty = showFaults();
      const { change } = check();
      if (Object.keys(change).length === 0)
        return setSaving(faulty ? { kind: "refused", message: "标出的内容不合要求，尚未保存" } : { kind: "saved" });
      const sent = form.getValues();
      busy = true;
      setSaving({ kind: "saving" });
      try {
        const changed = await call(changeEvidence, { params: { submissionId, evidenceId }, body: change });
        latest.current = changed;
        workspace.putEvidence(changed);
        takeOver(form, Object.keys(change) as RecordField[], sent, recordValues(changed));
        busy = false;
        await save();
      } catch (error) {
        busy = false;
        if (!(error instanceof CallError)) throw error;
        if (!PASSING.has(error.code)) return setSaving({ kind: "refused", message: error.message });
        setSaving({ kind: "waiting", message: waitingText(error.code) });
        later(AGAIN_MS);
      }
    };

    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        setSaving({ kind: "editing" });
        later(QUIET_MS);
      },
    });
    const now = (): void => void save();
    window.addEventListener("online", now);
    window.addEventListener("ziping:session-restored", now);
    return () => {
      unsubscribe();
      window.removeEventListener("online", now);
      window.removeEventListener("ziping:session-restored", now);
      // what was typed last is sent before the form is forgotten
      void save();
    };
  }, [workspace, form]);

  return { form, saving };
}

const waitingText = (code: CallError["code"]): string =>
  code === "session.required" ? "等待重新登录，登录后自动保存，请勿关闭本页" : "等待网络，恢复后自动保存，请勿关闭本页";

/** What the server made of a field that it got (brackets of a 文号) comes into it, unless it has been typed in since. */
function takeOver(
  form: UseFormReturn<RecordValues>,
  fields: readonly RecordField[],
  sent: RecordValues,
  kept: RecordValues,
): void {
  for (const field of fields)
    if (form.getValues(field) === sent[field] && sent[field] !== kept[field]) form.setValue(field, kept[field]);
}

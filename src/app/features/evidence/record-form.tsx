import { Button, Checkbox, TextInput, type TextInputProps } from "@mantine/core";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useEvidence } from "#app/data/workspace-context.tsx";
import { isUnnamed } from "#app/features/evidence/library-rows.ts";
import classes from "#app/features/evidence/record.module.css";
import { RecordSavingBadge } from "#app/features/evidence/record-saving.tsx";
import { numberHint, type RecordValues } from "#app/features/evidence/record-values.ts";
import { useRecordForm } from "#app/features/evidence/use-record-form.ts";
import { type Evidence, isImage } from "#core/evidence/evidence.ts";
import { proposeFromName } from "#core/evidence/propose.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";

export interface RecordFormProps {
  record: Evidence;
  writable: boolean;
}

type InputProps = Omit<TextInputProps, "form" | "name" | "label">;
type TextField = Exclude<keyof RecordValues, "confidential" | "inReport">;

/** What is registered of a document. It saves itself; what the file's name suggests is offered, never filled in. */
export function RecordForm({ record, writable }: RecordFormProps) {
  const { form, saving } = useRecordForm(record);
  const others = useEvidence();
  const { title, issuer, docNumber, date } = proposeFromName(record.fileName, others);
  const proposals: Partial<Record<TextField, string | undefined>> = {
    // a name that somebody has given is not questioned
    title: title === undefined || isUnnamed(title) || !record.fileName.startsWith(record.title) ? undefined : title,
    issuer,
    docNumber,
    date,
  };
  const hint = numberHint(form.watch("docNumber"));
  const text = (name: TextField, label: string, more: InputProps = {}) => (
    <Text {...more} form={form} name={name} label={label} writable={writable} proposed={proposals[name]} />
  );
  return (
    <form className={classes.form} aria-label="登记信息" onSubmit={(event) => event.preventDefault()} noValidate>
      <div className={classes.formHead}>
        <h2>登记信息</h2>
        {writable ? <RecordSavingBadge saving={saving} /> : <span className={classes.saving}>只读</span>}
      </div>
      {text("title", "名称", { maxLength: 200 })}
      {text("issuer", "发文机关", { maxLength: 100, description: "照片等没有发文机关的可不填" })}
      {text("docNumber", "文号", {
        maxLength: 60,
        ...(hint === undefined ? {} : { description: hint }),
        onBlur: () => {
          const typed = form.getValues("docNumber");
          const folded = normaliseDocumentNumber(typed);
          if (folded !== typed) form.setValue("docNumber", folded, { shouldDirty: true });
        },
      })}
      {text("date", "成文日期", { type: "date" })}
      <div className={classes.pair}>
        {text("effectiveFrom", "生效日期", { type: "date" })}
        {text("effectiveUntil", "失效日期", { type: "date" })}
      </div>
      <Check form={form} name="confidential" label="涉密" writable={writable}>
        涉密材料不进入供外部的压缩包、目录和公开网页；编号保留。
      </Check>
      {isImage(record.mediaType) && (
        <Check form={form} name="inReport" label="随报告附图" writable={writable}>
          印在报告的佐证图片附件中。
        </Check>
      )}
    </form>
  );
}

interface TextProps extends InputProps {
  form: UseFormReturn<RecordValues>;
  name: TextField;
  label: string;
  writable: boolean;
  proposed?: string | undefined;
}

function Text({ form, name, label, writable, proposed, onBlur, ...more }: TextProps) {
  const value = form.watch(name);
  const { onBlur: leave, ...field } = form.register(name);
  const error = form.formState.errors[name]?.message;
  return (
    <div>
      <TextInput
        size="xs"
        label={label}
        readOnly={!writable}
        autoComplete="off"
        error={error}
        {...more}
        {...field}
        onBlur={(event) => {
          void leave(event);
          onBlur?.(event);
        }}
      />
      {writable && proposed !== undefined && proposed !== value && (
        <p className={classes.proposal}>
          文件名中是“{proposed}”
          <Button
            size="compact-xs"
            variant="light"
            aria-label={`${label}采用“${proposed}”`}
            onClick={() => form.setValue(name, proposed, { shouldDirty: true })}
          >
            采用
          </Button>
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  form: UseFormReturn<RecordValues>;
  name: "confidential" | "inReport";
  label: string;
  writable: boolean;
  children: string;
}

function Check({ form, name, label, writable, children }: CheckProps) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange, ...field } }) => (
        <Checkbox
          size="xs"
          label={label}
          description={children}
          disabled={!writable}
          checked={value}
          error={form.formState.errors[name]?.message}
          onChange={(event) => onChange(event.currentTarget.checked)}
          {...field}
        />
      )}
    />
  );
}

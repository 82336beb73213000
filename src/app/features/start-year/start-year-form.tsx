import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type ChangeEvent, useState } from "react";
import { useForm } from "react-hook-form";
import { CallError, call } from "#app/data/client.ts";
import { AlreadyStarted } from "#app/features/start-year/already-started.tsx";
import { checklistFor, checklistsOf } from "#app/features/start-year/checklist-for.ts";
import { TemplateChoice } from "#app/features/start-year/template-choice.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { createSubmission } from "#core/api/submission.ts";
import type { SubmissionSummary } from "#core/api/submission-list.ts";
import type { TemplateSummary } from "#core/template/schema.ts";

export interface StartYearFormProps {
  templates: readonly [TemplateSummary, ...TemplateSummary[]];
  /** id of the checklist that the district used last */
  usual: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  /** looks up the submission that is already there for a year */
  findYear: (year: number) => Promise<SubmissionSummary | undefined>;
  onStarted: (submissionId: string, year: number) => Promise<void>;
}

/** Chooses the checklist, the year and the deadline; everything else follows from the checklist. */
export function StartYearForm({ templates, usual, today, findYear, onStarted }: StartYearFormProps) {
  const [newest] = templates;
  // of several checklists of one year none is taken for granted
  const first = checklistFor(templates, newest.year, usual);
  const [existing, setExisting] = useState<SubmissionSummary>();
  const [picked, setPicked] = useState(false);
  const form = useForm({
    resolver: zodResolver(bodySchema(createSubmission)),
    defaultValues: {
      templateId: first?.id ?? "",
      templateVersion: first?.version ?? "",
      year: usualYear(first ?? newest, today),
      deadline: null,
    },
  });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const chosen = form.watch("templateId");
  const version = form.watch("templateVersion");

  const take = (template: Pick<TemplateSummary, "id" | "version">): void => {
    form.setValue("templateId", template.id);
    form.setValue("templateVersion", template.version);
    form.clearErrors(["templateId", "templateVersion"]);
  };
  const choose = (template: TemplateSummary): void => {
    setPicked(true);
    take(template);
    if (!dirtyFields.year) form.resetField("year", { defaultValue: usualYear(template, today) });
  };
  /** A year that has a checklist of its own brings it along, unless somebody has picked one. */
  const followYear = (year: number): void => {
    if (picked) return;
    const own = checklistFor(templates, year, usual);
    if (own) take(own);
    else if (checklistsOf(templates, year) > 1) take({ id: "", version: "" });
  };
  const submit = form.handleSubmit(async (body) => {
    setExisting(undefined);
    try {
      const { id } = await call(createSubmission, { body });
      await onStarted(id, body.year);
    } catch (error) {
      const taken =
        error instanceof CallError && error.code === "submission.exists" ? await findYear(body.year) : undefined;
      if (taken) setExisting(taken);
      else showFailure(error, form, { "submission.exists": "year" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <TemplateChoice
          templates={templates}
          isChosen={(template) => template.id === chosen && template.version === version}
          onChoose={choose}
          unchosen={chosen === "" ? checklistsOf(templates, form.watch("year")) : undefined}
          missing={errors.templateId !== undefined || errors.templateVersion !== undefined}
        />
        <Group gap="md" align="flex-start">
          <TextInput
            label="自评年度"
            description="报告所述的年份"
            inputMode="numeric"
            maxLength={4}
            w={160}
            rightSection="年"
            error={errors.year?.message}
            {...form.register("year", {
              setValueAs: (typed: string | number) => (typed === "" ? Number.NaN : Number(typed)),
              onChange: (event: ChangeEvent<HTMLInputElement>) => followYear(Number(event.target.value)),
            })}
          />
          <TextInput
            label="截止日期"
            description="可以不填"
            type="date"
            w={200}
            error={errors.deadline?.message}
            {...form.register("deadline", { setValueAs: (typed: string | null) => typed || null })}
          />
        </Group>
        {existing && <AlreadyStarted submission={existing} />}
        <FormFailure message={errors.root?.server?.message} />
        <Group gap="sm">
          <Button type="submit" disabled={isSubmitting}>
            {isSubmitting ? "正在新建…" : "新建年度自评"}
          </Button>
          <ButtonLink to="/" variant="default">
            取消
          </ButtonLink>
        </Group>
      </Stack>
    </form>
  );
}

/** The checklist's own year, or this year where that is later. */
const usualYear = (template: TemplateSummary, today: string): number =>
  Math.max(template.year, Number(today.slice(0, 4)));

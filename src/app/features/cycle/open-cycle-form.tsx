import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import { DistrictPicker } from "#app/features/cycle/district-picker.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { openCycle } from "#core/api/cycle.ts";
import type { TemplateSummary } from "#core/template/schema.ts";

export interface OpenCycleFormProps {
  templates: readonly [TemplateSummary, ...TemplateSummary[]];
  districts: readonly { id: string; name: string }[];
  /** years that are open already */
  taken: readonly number[];
  /** YYYY-MM-DD */
  today: string;
  onOpened: (cycleId: string) => Promise<void>;
}

const versionKey = ({ id, version }: Pick<TemplateSummary, "id" | "version">): string => `${id} ${version}`;

/** Opens a year: its checklist, its deadlines, its districts. How it counts is set afterwards. */
export function OpenCycleForm({ templates, districts, taken, today, onOpened }: OpenCycleFormProps) {
  const [first] = templates;
  const form = useForm({
    resolver: zodResolver(bodySchema(openCycle)),
    defaultValues: {
      year: freeYear(first.year, taken, today),
      templateId: first.id,
      templateVersion: first.version,
      submitBy: "",
      reviewBy: "",
      districtIds: districts.map(({ id }) => id),
    },
  });
  const { errors, isSubmitting } = form.formState;
  const chosen = { id: form.watch("templateId"), version: form.watch("templateVersion") };
  const submit = form.handleSubmit(async (body) => {
    try {
      const { id } = await call(openCycle, { body });
      await onOpened(id);
    } catch (error) {
      showFailure(error, form, {
        "cycle.exists": "year",
        "template.unknown": "templateId",
        "cycle.district": "districtIds",
      });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <Group gap="md" align="flex-start">
          <TextInput
            label="评价年度"
            description="与区县的自评年度一致"
            inputMode="numeric"
            maxLength={4}
            w={180}
            rightSection="年"
            error={errors.year?.message}
            {...form.register("year", {
              setValueAs: (typed: string | number) => (typed === "" ? Number.NaN : Number(typed)),
            })}
          />
          <NativeSelect
            label="评价清单"
            description="开启后不能更换；区县用同一清单新建的自评会自动归入"
            maw={460}
            error={errors.templateId?.message}
            value={versionKey(chosen)}
            onChange={(event) => {
              const template = templates.find((each) => versionKey(each) === event.currentTarget.value);
              if (!template) return;
              form.setValue("templateId", template.id);
              form.setValue("templateVersion", template.version);
            }}
            data={templates.map((each) => ({
              value: versionKey(each),
              label: `${each.title}（${each.year}年，${each.items}条，版本${each.version}）`,
            }))}
          />
        </Group>
        <Group gap="md" align="flex-start">
          <TextInput
            type="date"
            label="报送期限"
            description="区县政府报送的最后一天"
            w={220}
            error={errors.submitBy?.message}
            {...form.register("submitBy")}
          />
          <TextInput
            type="date"
            label="审核期限"
            description="督学审核完的最后一天"
            w={220}
            error={errors.reviewBy?.message}
            {...form.register("reviewBy")}
          />
        </Group>
        <DistrictPicker
          districts={districts}
          chosen={form.watch("districtIds")}
          onChange={(ids) => form.setValue("districtIds", ids, { shouldValidate: form.formState.isSubmitted })}
          error={errors.districtIds?.message}
        />
        <FormFailure message={errors.root?.["server"]?.message} />
        <Group gap="sm">
          <Button type="submit" disabled={isSubmitting}>
            {isSubmitting ? "正在开启…" : "开启年度评价"}
          </Button>
          <ButtonLink to="/cycles" variant="default">
            取消
          </ButtonLink>
        </Group>
      </Stack>
    </form>
  );
}

/** The checklist's year; the next one that is not open where that is. */
function freeYear(wanted: number, taken: readonly number[], today: string): number {
  let year = Math.max(wanted, Number(today.slice(0, 4)) - 1);
  while (taken.includes(year)) year += 1;
  return year;
}

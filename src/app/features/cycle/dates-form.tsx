import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import classes from "#app/features/cycle/cycle.module.css";
import { DistrictPicker } from "#app/features/cycle/district-picker.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { type CycleDetail, changeCycle } from "#core/api/cycle.ts";

export interface DatesFormProps {
  cycle: CycleDetail;
  /** all that the city could choose */
  districts: readonly { id: string; name: string }[];
  onChanged: (cycle: CycleDetail) => void;
}

/** Deadlines and districts of a year that is open. */
export function DatesForm({ cycle, districts, onChanged }: DatesFormProps) {
  const [submitBy, setSubmitBy] = useState(cycle.submitBy);
  const [reviewBy, setReviewBy] = useState(cycle.reviewBy);
  const [chosen, setChosen] = useState(cycle.districts.map(({ id }) => id));
  const save = useMutation({
    mutationFn: () =>
      call(changeCycle, {
        params: { cycleId: cycle.id },
        body: { version: cycle.version, submitBy, reviewBy, districtIds: chosen },
      }),
    onSuccess: onChanged,
  });
  const all = [...cycle.districts, ...districts.filter(({ id }) => cycle.districts.every((each) => each.id !== id))];
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2 className={classes.panelTitle}>期限和区县</h2>
      <Stack gap="md">
        <Group gap="md" align="flex-start">
          <TextInput
            type="date"
            required
            label="报送期限"
            w={220}
            value={submitBy}
            onChange={(event) => setSubmitBy(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            required
            label="审核期限"
            w={220}
            value={reviewBy}
            onChange={(event) => setReviewBy(event.currentTarget.value)}
          />
        </Group>
        <DistrictPicker
          districts={all}
          chosen={chosen}
          onChange={setChosen}
          error={chosen.length === 0 ? "请至少选择一个区县" : undefined}
        />
        <FormFailure message={save.error?.message} />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={chosen.length === 0}>
            保存期限和区县
          </Button>
          {save.isSuccess && <span role="status">已保存</span>}
        </Group>
      </Stack>
    </form>
  );
}

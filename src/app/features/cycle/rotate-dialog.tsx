import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/cycle/cycle.module.css";
import { type DutyPlan, rotate } from "#app/features/cycle/duty-plan.ts";
import { ChoiceCard, ChoiceGroup } from "#app/ui/choice-card.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";

export interface RotateDialogProps {
  inspectors: readonly { accountId: string; name: string }[];
  districts: readonly string[];
  sections: readonly string[];
  /** something is there that would be replaced */
  replaces: boolean;
  onRotate: (plan: DutyPlan) => void;
  onClose: () => void;
}

/** Deals the work out evenly; what comes of it can still be changed cell by cell. */
export function RotateDialog({ inspectors, districts, sections, replaces, onRotate, onClose }: RotateDialogProps) {
  const [by, setBy] = useState<"district" | "section">("district");
  const [each, setEach] = useState(Math.min(2, inspectors.length));
  const [chosen, setChosen] = useState<readonly string[]>(inspectors.map(({ accountId }) => accountId));
  return (
    <Dialog title="轮流分配" onClose={onClose}>
      <Stack gap="md">
        <ChoiceGroup legend="怎样分">
          <ChoiceCard name="by" checked={by === "district"} onChange={() => setBy("district")} title="按区县">
            每人审阅若干区县的整份报告，便于了解一个区县的全貌
          </ChoiceCard>
          <ChoiceCard name="by" checked={by === "section"} onChange={() => setBy("section")} title="按部分">
            每人审阅各区县的同一部分，便于统一尺度；封面和各章不在其中
          </ChoiceCard>
        </ChoiceGroup>
        <NativeSelect
          label="每份由几人审阅"
          description="两人评分相差较大时，由第三人评分"
          value={String(each)}
          onChange={(event) => setEach(Number(event.currentTarget.value))}
          data={[
            { value: "1", label: "1人" },
            { value: "2", label: "2人" },
          ]}
        />
        <fieldset className={classes.group}>
          <legend className={classes.legend}>参加分配的督学</legend>
          <div className={classes.people}>
            {inspectors.map(({ accountId, name }) => (
              <Checkbox
                key={accountId}
                size="sm"
                label={name}
                checked={chosen.includes(accountId)}
                onChange={(event) =>
                  setChosen(
                    event.currentTarget.checked ? [...chosen, accountId] : chosen.filter((id) => id !== accountId),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
        {chosen.length < each && <Notice tone="warn">参加分配的督学不足{each}人，请再选择，或改为每份1人审阅。</Notice>}
        {replaces && <Notice tone="warn">现有分工会被替换；保存之前可以撤回。</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button
            disabled={chosen.length === 0 || chosen.length < each}
            onClick={() => onRotate(rotate({ by, each, inspectors: chosen, districts, sections }))}
          >
            分配
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

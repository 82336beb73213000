import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type DraftDeduction, type DraftFault, type VerdictDraft, withDeductions } from "#app/data/verdict-draft.ts";
import classes from "#app/features/reading/verdict.module.css";

export interface DeductionsProps {
  draft: VerdictDraft;
  points: string;
  /** what the score lacks beyond these lines */
  left: string | null;
  fault: string | undefined;
  faults: readonly DraftFault[];
  onChange: (draft: VerdictDraft) => void;
}

/** Why points were taken off, line by line; the score follows them. */
export function Deductions({ draft, points, left, fault, faults, onChange }: DeductionsProps) {
  const lines = draft.deductions;
  const put = (index: number, line: DraftDeduction): void =>
    onChange(
      withDeductions(
        draft,
        lines.map((each, at) => (at === index ? line : each)),
        points,
      ),
    );
  const faultOf = (index: number): string | undefined => faults.find((each) => each.index === index)?.message;
  return (
    <fieldset className={classes.deductions}>
      <legend>扣分及原因</legend>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own
        <div key={index} className={classes.deduction}>
          <TextInput
            size="sm"
            aria-label={`第${index + 1}项扣分`}
            placeholder="扣分"
            inputMode="decimal"
            autoComplete="off"
            className={classes.taken}
            value={line.points}
            onChange={(event) => put(index, { ...line, points: event.currentTarget.value })}
          />
          <TextInput
            size="sm"
            aria-label={`第${index + 1}项扣分原因`}
            placeholder="扣分原因"
            maxLength={500}
            className={classes.reason}
            error={faultOf(index)}
            value={line.reason}
            onChange={(event) =>
              onChange({
                ...draft,
                deductions: lines.map((each, at) =>
                  at === index ? { ...line, reason: event.currentTarget.value } : each,
                ),
              })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`删去第${index + 1}项扣分`}
            onClick={() =>
              onChange(
                withDeductions(
                  draft,
                  lines.filter((_, at) => at !== index),
                  points,
                ),
              )
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {fault !== undefined && <p className={classes.fault}>{fault}</p>}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={lines.length >= 30}
        onClick={() => onChange({ ...draft, deductions: [...lines, { points: left ?? "", reason: "" }] })}
      >
        {left === null ? "添加扣分" : `添加扣分（还差${left}分未说明）`}
      </Button>
    </fieldset>
  );
}

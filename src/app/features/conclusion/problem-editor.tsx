import { ActionIcon, Button, NativeSelect, Textarea } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { newId } from "#app/data/new-id.ts";
import classes from "#app/features/conclusion/conclusion.module.css";
import { addProblem, type DraftProblem, moveProblem } from "#app/features/conclusion/conclusion-draft.ts";

export interface ProblemEditorProps {
  problems: readonly DraftProblem[];
  /** every item that a problem can be about, in report order */
  items: readonly { itemKey: string; item: string }[];
  /** empty ones are pointed at */
  tried: boolean;
  onChange: (problems: DraftProblem[]) => void;
}

/** The problems that the district has to put right, in the order in which they are numbered. */
export function ProblemEditor({ problems, items, tried, onChange }: ProblemEditorProps) {
  const [itemKey, setItemKey] = useState(items[0]?.itemKey ?? "");
  const titles = new Map(items.map((each) => [each.itemKey, each.item]));
  return (
    <>
      {problems.length === 0 && (
        <p className={classes.hint}>没有列出问题。不是“达标”的条目会按审核意见自动拟出，也可以在下面添加。</p>
      )}
      <ol className={classes.problems}>
        {problems.map((problem, index) => (
          <ProblemRow
            key={problem.id}
            number={index + 1}
            title={titles.get(problem.itemKey) ?? problem.itemKey}
            problem={problem}
            tried={tried}
            first={index === 0}
            last={index === problems.length - 1}
            onText={(text) => onChange(problems.map((each) => (each.id === problem.id ? { ...each, text } : each)))}
            onMove={(by) => onChange(moveProblem(problems, problem.id, by))}
            onRemove={() => onChange(problems.filter(({ id }) => id !== problem.id))}
          />
        ))}
      </ol>
      <div className={classes.add}>
        <NativeSelect
          size="xs"
          label="添加问题，所属条目"
          value={itemKey}
          onChange={(event) => setItemKey(event.currentTarget.value)}
          data={items.map((each) => ({ value: each.itemKey, label: each.item }))}
        />
        <Button
          size="xs"
          variant="default"
          disabled={itemKey === ""}
          onClick={() => onChange(addProblem(problems, { id: newId(), itemKey, text: "" }))}
        >
          添加
        </Button>
      </div>
    </>
  );
}

interface ProblemRowProps {
  number: number;
  title: string;
  problem: DraftProblem;
  tried: boolean;
  first: boolean;
  last: boolean;
  onText: (text: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function ProblemRow({ number, title, problem, tried, first, last, onText, onMove, onRemove }: ProblemRowProps) {
  const name = `第${number}号问题`;
  return (
    <li className={classes.problem}>
      <div className={classes.problemHead}>
        <b>
          第{number}号：{title}
        </b>
        <ActionIcon variant="subtle" aria-label={`${name}上移`} disabled={first} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={`${name}下移`} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={`删除${name}`} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <Textarea
        aria-label={name}
        autosize
        minRows={2}
        maxLength={2000}
        value={problem.text}
        error={tried && problem.text.trim() === "" ? "请写明问题" : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </li>
  );
}

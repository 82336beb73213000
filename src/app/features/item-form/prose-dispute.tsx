import { Textarea } from "@mantine/core";
import { useMemo, useState } from "react";
import { DisputeSide } from "#app/features/item-form/dispute-side.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import type { Choice, Conflict } from "#core/answer/merge.ts";
import { diffText, mergeText, proposedText } from "#core/answer/merge-text.ts";

export interface ProseDisputeProps {
  name: string;
  conflict: Conflict;
  /** who saved the other version, and when */
  by: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const written = (text: string): Choice => ({ written: text.trim() === "" ? undefined : text });

/** Two versions of a text with what each changed, and a third that holds both, to be put right by hand. */
export function ProseDispute({ name, conflict, by, choice, onChoose }: ProseDisputeProps) {
  const [base, mine, theirs] = [textOf(conflict.base), textOf(conflict.mine), textOf(conflict.theirs)];
  const parts = useMemo(() => mergeText(base, mine, theirs), [base, mine, theirs]);
  const [draft, setDraft] = useState<string>();
  const proposal = draft ?? proposedText(parts);
  const clashes = parts.filter((part) => part.kind === "conflict").length;
  const own = typeof choice === "object";
  return (
    <fieldset className={classes.dispute}>
      <legend>{name}</legend>
      <div className={classes.sides}>
        <DisputeSide
          group={conflict.path}
          name="我的"
          note="您，尚未保存"
          chosen={choice === "mine"}
          onChoose={() => onChoose("mine")}
        >
          <Marked from={base} to={mine} />
        </DisputeSide>
        <DisputeSide
          group={conflict.path}
          name="对方的"
          note={by}
          chosen={choice === "theirs"}
          onChoose={() => onChoose("theirs")}
        >
          <Marked from={base} to={theirs} />
        </DisputeSide>
      </div>
      <DisputeSide
        group={conflict.path}
        name="合并稿"
        note={`两边的修改都在；有${clashes}处两人都改了，先列对方的，再列我的，请在下面改定`}
        chosen={own}
        onChoose={() => onChoose(written(proposal))}
      />
      <Textarea
        mt={4}
        aria-label={`${name}：合并稿`}
        autosize
        minRows={3}
        maxRows={16}
        value={proposal}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          onChoose(written(event.currentTarget.value));
        }}
      />
    </fieldset>
  );
}

const MOST_KEPT = 160;
const KEPT_AT_ENDS = 50;

/** Of a long stretch that nobody changed only the ends: enough to know the place. */
function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_KEPT) return text;
  const left = characters.length - 2 * KEPT_AT_ENDS;
  const end = characters.slice(-KEPT_AT_ENDS).join("");
  return `${characters.slice(0, KEPT_AT_ENDS).join("")}……（略去相同的${left}字）……${end}`;
}

/** What was taken out is struck through, what came in underlined; a reader with an aid hears both named. */
function Marked({ from, to }: { from: string; to: string }) {
  const changes = useMemo(() => diffText(from, to), [from, to]);
  if (to === "") return <span>（空）</span>;
  return (
    <span className={classes.prose}>
      {changes.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <span key={index}>
          {part.from === part.to ? (
            shortened(part.to)
          ) : (
            <>
              {part.from !== "" && <del>{part.from}</del>}
              {part.to !== "" && <ins>{part.to}</ins>}
            </>
          )}
        </span>
      ))}
    </span>
  );
}

import { Textarea } from "@mantine/core";
import { useRef } from "react";
import { PhraseBank } from "#app/features/reading/phrase-bank.tsx";
import classes from "#app/features/reading/verdict.module.css";
import { MAX_OPINION, type VerdictKind } from "#core/review/verdict.ts";

export interface OpinionFieldProps {
  id: string;
  itemKey: string;
  verdict: VerdictKind;
  value: string;
  fault: string | undefined;
  onChange: (opinion: string) => void;
}

/** The opinion that the district reads; phrases go in where the cursor stands. */
export function OpinionField({ id, itemKey, verdict, value, fault, onChange }: OpinionFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string): void => {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    onChange(`${value.slice(0, selectionStart)}${text}${value.slice(selectionEnd)}`.slice(0, MAX_OPINION));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
    });
  };
  const chosen = (): string => {
    const { selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
    return (selectionEnd > selectionStart ? value.slice(selectionStart, selectionEnd) : value).trim();
  };
  return (
    <div className={classes.opinion}>
      <Textarea
        ref={area}
        id={id}
        size="sm"
        label="审核意见（办结后区县可见）"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_OPINION}
        error={fault}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <PhraseBank itemKey={itemKey} verdict={verdict} chosen={chosen} onInsert={insert} />
    </div>
  );
}

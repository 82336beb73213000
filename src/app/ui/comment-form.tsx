import { Button, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { newId } from "#app/data/new-id.ts";
import classes from "#app/ui/comments.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { MAX_COMMENT } from "#core/comment/comment.ts";

export interface CommentFormProps {
  /** where an unfinished text is kept, so that a reload does not lose it */
  draftKey: string;
  label: string;
  submit: string;
  /** the key is the same when the same text is sent again after a failure */
  onSubmit: (body: string, key: string) => Promise<void>;
  onCancel?: () => void;
}

/** A text and its button; Ctrl+Enter sends it. A refused text stays where it is. */
export function CommentForm({ draftKey, label, submit, onSubmit, onCancel }: CommentFormProps) {
  const id = useId();
  const [draft, setDraft, forget] = useSessionStorage({
    key: `ziping.comment.${draftKey}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const sent = useRef({ body: "", key: newId() });
  const send = useMutation({
    mutationFn: (text: string) => {
      if (sent.current.body !== text) sent.current = { body: text, key: newId() };
      return onSubmit(text, sent.current.key);
    },
    onSuccess: () => {
      sent.current = { body: "", key: newId() };
      forget();
    },
  });
  const body = draft.trim();
  const start = (): void => {
    if (body !== "" && !send.isPending) send.mutate(body);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Textarea
        id={id}
        label={label}
        size="sm"
        autosize
        minRows={2}
        maxRows={10}
        maxLength={MAX_COMMENT}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) start();
        }}
      />
      {send.isError && <Notice tone="danger">没有发出：{send.error.message}</Notice>}
      <div className={classes.tools}>
        <Button type="submit" size="xs" disabled={body === ""} loading={send.isPending} title="Ctrl+Enter">
          {submit}
        </Button>
        {onCancel && (
          <Button size="xs" variant="subtle" onClick={onCancel}>
            取消
          </Button>
        )}
      </div>
    </form>
  );
}

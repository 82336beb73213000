import { Button } from "@mantine/core";
import { IconCheck, IconHistory } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { CommentForm } from "#app/features/comments/comment-form.tsx";
import classes from "#app/features/comments/comments.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { replyToThread, resolveThread } from "#core/api/collation.ts";
import type { CommentThread } from "#core/comment/comment.ts";

export interface ThreadProps {
  thread: CommentThread;
  submissionId: string;
  writes: boolean;
  onChange: (thread: CommentThread) => void;
}

/** A remark, its replies, and whether it is settled. */
export function Thread({ thread, submissionId, writes, onChange }: ThreadProps) {
  const [replying, setReplying] = useState(false);
  const params = { submissionId, threadId: thread.id };
  const resolve = useMutation({
    mutationFn: (resolved: boolean) => call(resolveThread, { params, body: { resolved } }),
    onSuccess: onChange,
  });
  return (
    <li className={classes.thread} data-resolved={thread.resolved !== null}>
      {thread.outdated && (
        <p className={classes.outdated}>
          <IconHistory size={15} aria-hidden />
          填报内容已变更：批注写于第{thread.revision}版
        </p>
      )}
      <ol className={classes.comments}>
        {thread.comments.map((comment) => (
          <li key={comment.id}>
            <p className={classes.by}>
              <strong>{comment.writtenBy}</strong>
              {shortStamp(comment.writtenAt)}
            </p>
            <p className={classes.text}>{comment.body}</p>
          </li>
        ))}
      </ol>
      {thread.resolved && (
        <p className={classes.settled}>
          <IconCheck size={15} aria-hidden />
          {thread.resolved.by}于{shortStamp(thread.resolved.at)}标记为已解决
        </p>
      )}
      {resolve.isError && <Notice tone="danger">没有改成：{resolve.error.message}</Notice>}
      {writes && !replying && (
        <div className={classes.tools}>
          <Button size="compact-xs" variant="subtle" onClick={() => setReplying(true)}>
            回复
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={resolve.isPending}
            onClick={() => resolve.mutate(thread.resolved === null)}
          >
            {thread.resolved === null ? "标记为已解决" : "重新打开"}
          </Button>
        </div>
      )}
      {writes && replying && (
        <CommentForm
          draftKey={`${submissionId}.${thread.id}`}
          label="回复"
          submit="回复"
          onCancel={() => setReplying(false)}
          onSubmit={async (body, key) => {
            onChange(await call(replyToThread, { params, body: { body, key } }));
            setReplying(false);
          }}
        />
      )}
    </li>
  );
}

import { Button } from "@mantine/core";
import { IconCheck, IconHistory } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { CommentForm } from "#app/ui/comment-form.tsx";
import classes from "#app/ui/comments.module.css";
import { Notice } from "#app/ui/notice.tsx";
import type { CommentThread } from "#core/comment/comment.ts";

export interface ThreadProps {
  thread: Pick<CommentThread, "resolved" | "comments">;
  /** where an unfinished reply is kept */
  draftKey: string;
  /** what it spoke of is no longer what stands there */
  outdated: string | undefined;
  writes: boolean;
  onReply: (body: string, key: string) => Promise<void>;
  onResolve: (resolved: boolean) => Promise<void>;
}

/** A remark, its replies, and whether it is settled. */
export function Thread({ thread, draftKey, outdated, writes, onReply, onResolve }: ThreadProps) {
  const [replying, setReplying] = useState(false);
  const resolve = useMutation({ mutationFn: onResolve });
  return (
    <li className={classes.thread} data-resolved={thread.resolved !== null}>
      {outdated !== undefined && (
        <p className={classes.outdated}>
          <IconHistory size={15} aria-hidden />
          {outdated}
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
          draftKey={draftKey}
          label="回复"
          submit="回复"
          onCancel={() => setReplying(false)}
          onSubmit={async (body, key) => {
            await onReply(body, key);
            setReplying(false);
          }}
        />
      )}
    </li>
  );
}

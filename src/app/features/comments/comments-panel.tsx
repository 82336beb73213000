import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { commentsKey } from "#app/data/use-pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { CommentForm } from "#app/ui/comment-form.tsx";
import classes from "#app/ui/comments.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { Thread } from "#app/ui/thread.tsx";
import { listComments, replyToThread, resolveThread, startThread } from "#core/api/collation.ts";
import type { CommentThread } from "#core/comment/comment.ts";

/** What people say about the item: open threads first, resolved ones folded away. */
export function CommentsPanel({ itemKey }: { itemKey: string }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const writes = mayInOwn(useMe(), "comment.write");
  const params = { submissionId: workspace.id, itemKey };
  const queryKey = commentsKey(workspace.id, itemKey);
  const { data: threads, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(listComments, { params, signal }),
  });
  const put = (thread: CommentThread): void => {
    queryClient.setQueryData<CommentThread[]>(queryKey, (known = []) =>
      known.some(({ id }) => id === thread.id)
        ? known.map((each) => (each.id === thread.id ? thread : each))
        : [...known, thread],
    );
    const open = (queryClient.getQueryData<CommentThread[]>(queryKey) ?? []).filter((each) => each.resolved === null);
    workspace.countComments(itemKey, open.length);
  };
  const threadParams = ({ id }: CommentThread) => ({ submissionId: workspace.id, threadId: id });
  const open = threads?.filter(({ resolved }) => resolved === null) ?? [];
  const resolved = threads?.filter((each) => each.resolved !== null) ?? [];
  const show = (thread: CommentThread) => (
    <Thread
      key={thread.id}
      thread={thread}
      draftKey={`${workspace.id}.${thread.id}`}
      outdated={thread.outdated ? `填报内容已变更：批注写于第${thread.revision}版` : undefined}
      writes={writes}
      onReply={async (body, key) =>
        put(await call(replyToThread, { params: threadParams(thread), body: { body, key } }))
      }
      onResolve={async (resolved) =>
        put(await call(resolveThread, { params: threadParams(thread), body: { resolved } }))
      }
    />
  );
  return (
    <section className={classes.panel} aria-labelledby="comments-title">
      <h2 id="comments-title" className={classes.title}>
        批注
        {threads && (
          <span className={classes.count}>{open.length > 0 ? `${open.length}条未解决` : "没有未解决的"}</span>
        )}
      </h2>
      {error && <Notice tone="warn">批注暂时读不到：{error.message}</Notice>}
      {threads?.length === 0 && (
        <p className={classes.none}>
          {writes ? "还没有批注。对数字、表述或材料有疑问的，写在这里，责任单位和统稿人都能看到。" : "还没有批注。"}
        </p>
      )}
      <ul className={classes.list}>{open.map(show)}</ul>
      {writes && (
        <CommentForm
          draftKey={`${workspace.id}.${itemKey}`}
          label="新批注"
          submit="添加批注"
          onSubmit={async (body, key) =>
            put(
              await call(startThread, {
                params,
                body: { body, revision: workspace.revision(itemKey), key },
              }),
            )
          }
        />
      )}
      {resolved.length > 0 && (
        <details className={classes.resolved}>
          <summary>已解决{resolved.length}条</summary>
          <ul className={classes.list}>{resolved.map(show)}</ul>
        </details>
      )}
    </section>
  );
}

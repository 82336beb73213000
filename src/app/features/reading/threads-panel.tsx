import { useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/side.module.css";
import { CommentForm } from "#app/ui/comment-form.tsx";
import { Thread } from "#app/ui/thread.tsx";
import type { ReviewItem, ReviewThread } from "#core/api/review.ts";
import { replyToReviewThread, resolveReviewThread, startReviewThread } from "#core/api/verdict.ts";

/** What the inspectors remark on the item; the district reads it once it is returned or concluded. */
export function ThreadsPanel({ item }: { item: ReviewItem }) {
  const queryClient = useQueryClient();
  const { submissionId, itemKey, threads, mayComment } = item;
  const refresh = () => queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
  const open = threads.filter(({ resolved }) => resolved === null);
  const resolved = threads.filter((each) => each.resolved !== null);
  const show = (thread: ReviewThread) => {
    const params = { submissionId, threadId: thread.id };
    return (
      <Thread
        key={thread.id}
        thread={thread}
        draftKey={`${submissionId}.${thread.id}`}
        outdated={thread.earlier ? `针对修改前的内容：批注写于第${thread.round}次报送` : undefined}
        writes={mayComment}
        onReply={async (body, key) => {
          await call(replyToReviewThread, { params, body: { body, key } });
          await refresh();
        }}
        onResolve={async (settled) => {
          await call(resolveReviewThread, { params, body: { resolved: settled } });
          await refresh();
        }}
      />
    );
  };
  return (
    <section className={classes.panel} aria-labelledby="threads-title">
      <h2 id="threads-title" className={classes.title}>
        批注<span>{open.length > 0 ? `${open.length}条未解决` : "没有未解决的"}</span>
      </h2>
      <p className={classes.none}>退回本条或办结后，区县可以看到批注。</p>
      <ul className={classes.list}>{open.map(show)}</ul>
      {mayComment && (
        <CommentForm
          draftKey={`review.${submissionId}.${itemKey}`}
          label="新批注"
          submit="添加批注"
          onSubmit={async (body, key) => {
            await call(startReviewThread, { params: { submissionId, itemKey }, body: { body, key } });
            await refresh();
          }}
        />
      )}
      {resolved.length > 0 && (
        <details>
          <summary>已解决{resolved.length}条</summary>
          <ul className={classes.list}>{resolved.map(show)}</ul>
        </details>
      )}
    </section>
  );
}

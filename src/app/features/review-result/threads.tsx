import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/review-result/result.module.css";
import type { ReviewThread } from "#core/api/review.ts";

export interface ThreadsProps {
  /** undefined = the place says what they are about */
  title: string | undefined;
  threads: readonly ReviewThread[];
}

/** What the inspectors remarked; the district reads it. */
export function Threads({ title, threads }: ThreadsProps) {
  if (threads.length === 0) return null;
  return (
    <section className={title === undefined ? undefined : classes.block} aria-label={title ?? "督学的意见"}>
      {title !== undefined && <h2 className={classes.title}>{title}</h2>}
      <ul className={classes.threads}>
        {threads.map(({ id, earlier, resolved, comments }) => (
          <li key={id}>
            {earlier && <span className={classes.tag}>针对修改前的内容</span>}
            {resolved && <span className={classes.tag}>已解决</span>}
            {comments.map((comment) => (
              <p key={comment.id} className={classes.comment}>
                <b>{comment.writtenBy}</b>
                <span className={classes.hint}>{shortStamp(comment.writtenAt)}</span>
                <span className={classes.prose}>{comment.body}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

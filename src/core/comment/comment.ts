import { z } from "zod";

export const MAX_COMMENT = 2000;

export const commentBody = z.string().trim().min(1, "请填写批注内容").max(MAX_COMMENT, `批注最多${MAX_COMMENT}字`);

export const comment = z.object({
  id: z.string(),
  body: z.string(),
  writtenAt: z.iso.datetime(),
  writtenBy: z.string(),
});

/** A remark on an item with its replies. It speaks of the revision that its first comment saw. */
export const commentThread = z.object({
  id: z.string(),
  itemKey: z.string(),
  revision: z.int(),
  /** 填报内容已变更: fields, prose or explanations are no longer what the first comment spoke of */
  outdated: z.boolean(),
  resolved: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  /** oldest first, at least one */
  comments: z.array(comment).min(1),
});
export type CommentThread = z.infer<typeof commentThread>;

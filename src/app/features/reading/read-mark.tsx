import { Button } from "@mantine/core";
import { IconEye, IconPointFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import type { ReviewItem } from "#core/api/review.ts";
import { markRead } from "#core/api/verdict.ts";

/** Whether the reader has read this text; it can be put back to be read again. */
export function ReadMark({ item }: { item: Pick<ReviewItem, "submissionId" | "itemKey" | "hash" | "read"> }) {
  const queryClient = useQueryClient();
  const { submissionId, itemKey, hash, read } = item;
  const mark = useMutation({
    mutationFn: (wanted: boolean) =>
      call(markRead, { params: { submissionId, itemKey }, body: { itemHash: hash, read: wanted } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: REVIEWS_KEY }),
  });
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      loading={mark.isPending}
      leftSection={read ? <IconEye size={15} /> : <IconPointFilled size={15} />}
      title={mark.error ? mark.error.message : read ? "点一下改为未阅" : "点一下标为已阅"}
      onClick={() => mark.mutate(!read)}
    >
      {mark.isError ? "没有标上，重试" : read ? "已阅" : "未阅"}
    </Button>
  );
}

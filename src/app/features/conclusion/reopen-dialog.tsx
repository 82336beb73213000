import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { call } from "#app/data/client.ts";
import { useKept } from "#app/data/use-kept.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { reopenReview } from "#core/api/conclusion.ts";
import type { ReviewHead } from "#core/api/review.ts";

export interface ReopenDialogProps {
  head: ReviewHead;
  onClose: () => void;
  onReopened: () => Promise<void>;
}

/** A concluded review goes on as it stood; why is kept in the log. */
export function ReopenDialog({ head, onClose, onReopened }: ReopenDialogProps) {
  const { value: reason = "", put } = useKept(`reopen ${head.submissionId}`, z.string());
  const reopen = useMutation({
    mutationFn: () =>
      call(reopenReview, { params: { submissionId: head.submissionId }, body: { version: head.version, reason } }),
    onSuccess: async () => {
      put(undefined);
      onClose();
      await onReopened();
    },
  });
  return (
    <Dialog title="重新打开审核" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reopen.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            重新打开后，督学可以修改结论和评分；已送达的审核意见仍留存，再次办结时生成新的审核意见。
          </Text>
          <Textarea
            label="原因"
            required
            autosize
            minRows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => put(event.currentTarget.value)}
          />
          <FormFailure message={reopen.error?.message} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              取消
            </Button>
            <Button type="submit" disabled={reason.trim() === ""} loading={reopen.isPending}>
              重新打开
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

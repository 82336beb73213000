import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import type { ConclusionDraft } from "#app/features/conclusion/conclusion-draft.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { concludeReview } from "#core/api/conclusion.ts";
import type { ReviewHead } from "#core/api/review.ts";

export interface ConcludeDialogProps {
  head: ReviewHead;
  basis: string;
  draft: ConclusionDraft;
  /** how many there are to be read */
  warnings: number;
  onClose: () => void;
  onConcluded: () => Promise<void>;
  onStale: () => Promise<void>;
}

const STALE: readonly CallError["code"][] = ["review.basis-changed", "flow.stale", "flow.refused", "review.warnings"];

/** From here on nothing of the review changes, and the district sees it: that is asked once more. */
export function ConcludeDialog({ head, basis, draft, warnings, onClose, onConcluded, onStale }: ConcludeDialogProps) {
  const [read, setRead] = useState(false);
  const conclude = useMutation({
    mutationFn: () =>
      call(concludeReview, {
        params: { submissionId: head.submissionId },
        body: {
          version: head.version,
          basis,
          opinion: draft.opinion,
          problems: draft.problems.map(({ itemKey, text }) => ({ itemKey, text })),
          despite: warnings > 0 && read,
        },
      }),
    onSuccess: onConcluded,
    onError: async (error) => {
      if (error instanceof CallError && STALE.includes(error.code)) await onStale();
    },
  });
  return (
    <Dialog title={`办结${head.district}${head.year}年度审核`} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">
          办结后，结论、评分和{draft.problems.length}
          个问题就此固定并送达区县，督学不能再修改。确需修改的，由督导办写明原因重新打开。
        </Text>
        {warnings > 0 && (
          <Checkbox
            label={`有${warnings}处提醒，已逐条核对，仍要办结`}
            checked={read}
            onChange={(event) => setRead(event.currentTarget.checked)}
          />
        )}
        <FormFailure message={conclude.error?.message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button disabled={warnings > 0 && !read} loading={conclude.isPending} onClick={() => conclude.mutate()}>
            确认办结
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CallError, call } from "#app/data/client.ts";
import { useReturnBasket } from "#app/data/return-basket.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/return.module.css";
import { returnedItems, returnFaults, returnWarnings } from "#app/features/reading/return-warnings.ts";
import { dayText } from "#app/ui/day-text.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import { returnItems } from "#core/api/conclusion.ts";
import type { ReviewDetail, ReviewItemSummary } from "#core/api/review.ts";

export interface ReturnDialogProps {
  review: ReviewDetail;
  today: string;
  reviewBy: string | undefined;
  onClose: () => void;
}

const titleOf = ({ label, heading }: ReviewItemSummary): string => (label === "" ? heading : `${label}.${heading}`);

/** Sends the chosen items back: why, by when, and what the district will read. Kept until it is sent. */
export function ReturnDialog({ review, today, reviewBy, onClose }: ReturnDialogProps) {
  const queryClient = useQueryClient();
  const { basket, change, toggle, clear } = useReturnBasket(review.submissionId);
  const send = useMutation({
    mutationFn: () =>
      call(returnItems, {
        params: { submissionId: review.submissionId },
        body: { version: review.version, due: basket.due, items: returnedItems(basket) },
      }),
    onSuccess: async () => {
      clear();
      await queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
      onClose();
    },
    onError: (error) => {
      if (error instanceof CallError && error.code === "flow.stale")
        void queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
    },
  });
  const picked = basket.items.flatMap((each) => {
    const item = review.items.find(({ itemKey }) => itemKey === each.itemKey);
    return item ? [{ ...each, item }] : [];
  });
  const wanting = review.items.filter(
    ({ itemKey, own }) =>
      (own?.verdict === "needs-material" || own?.verdict === "not-met") &&
      !basket.items.some((each) => each.itemKey === itemKey),
  );
  const faults = returnFaults({ basket, today });
  const warnings = returnWarnings({ basket, items: review.items, today, reviewBy });
  return (
    <Dialog title={`退回条目：${review.district}`} onClose={onClose}>
      <div className={classes.form}>
        {picked.length === 0 && <p className={classes.quiet}>还没有选择条目。在条目下方点“加入退回”，或从下面加入。</p>}
        <ul className={classes.items}>
          {picked.map(({ item, reason }) => (
            <li key={item.itemKey}>
              <div className={classes.itemHead}>
                <b>{titleOf(item)}</b>
                {item.own && <VerdictMark verdict={item.own.verdict} earlier={item.own.earlier} />}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={`移出：${titleOf(item)}`}
                  onClick={() => toggle(item.itemKey)}
                >
                  移出
                </Button>
              </div>
              <Textarea
                size="sm"
                autosize
                minRows={1}
                maxRows={6}
                maxLength={1000}
                aria-label={`退回原因：${titleOf(item)}`}
                placeholder="本条的退回原因；不填则用下面的共同原因"
                value={reason}
                onChange={(event) =>
                  change({
                    ...basket,
                    items: basket.items.map((each) =>
                      each.itemKey === item.itemKey ? { ...each, reason: event.currentTarget.value } : each,
                    ),
                  })
                }
              />
            </li>
          ))}
        </ul>
        {wanting.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              change({
                ...basket,
                items: [...basket.items, ...wanting.map(({ itemKey }) => ({ itemKey, reason: "" }))],
              })
            }
          >
            加入结论为“需补充材料”“未达标”的{wanting.length}条
          </Button>
        )}
        <Textarea
          size="sm"
          autosize
          minRows={2}
          maxLength={1000}
          label="共同的退回原因"
          value={basket.reason}
          onChange={(event) => change({ ...basket, reason: event.currentTarget.value })}
        />
        <TextInput
          size="sm"
          type="date"
          label="重新报送的期限"
          min={today}
          className={classes.due}
          value={basket.due}
          onChange={(event) => change({ ...basket, due: event.currentTarget.value })}
        />
        {warnings.length > 0 && (
          <Notice tone="warn">
            {warnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </Notice>
        )}
        {picked.length > 0 && (
          <details className={classes.seen}>
            <summary>区县将看到的内容</summary>
            <p>
              市级退回{picked.length}条，请在{basket.due === "" ? "（未填期限）" : dayText(basket.due, today)}
              前修改并重新报送。只有下列条目可以修改，其余内容仍然锁定。
            </p>
            <ul>
              {returnedItems(basket).map(({ itemKey, reason }) => {
                const item = review.items.find((each) => each.itemKey === itemKey);
                return (
                  <li key={itemKey}>
                    {item && titleOf(item)}：{reason || "（未填原因）"}
                    {item && item.openThreads > 0 && `（另有${item.openThreads}条批注）`}
                  </li>
                );
              })}
            </ul>
          </details>
        )}
        <FormFailure message={send.error?.message} />
        {faults.map((fault) => (
          <p key={fault} className={classes.quiet}>
            {fault}
          </p>
        ))}
        <div className={classes.tools}>
          <Button disabled={faults.length > 0} loading={send.isPending} onClick={() => send.mutate()}>
            退回{picked.length > 0 && `${picked.length}条`}
          </Button>
          <Button variant="default" onClick={onClose}>
            暂不退回
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

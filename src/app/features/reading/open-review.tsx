import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/review-list.module.css";
import { FormFailure } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { openReview, type ReviewDetail } from "#core/api/review.ts";

/** Before the first look: from then on the district cannot take it back. */
export function OpenReview({ review }: { review: ReviewDetail }) {
  const queryClient = useQueryClient();
  const open = useMutation({
    mutationFn: () => call(openReview, { params: { submissionId: review.submissionId }, body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: REVIEWS_KEY }),
  });
  return (
    <Page
      title={`${review.district}${review.year}年度自评`}
      width="narrow"
      aside={
        <Link to="/reviews" search={{ cycle: review.cycleId }}>
          返回审核清单
        </Link>
      }
    >
      <section className={classes.empty}>
        <h2>第{review.round}次报送，等待审核</h2>
        <p>
          {review.submittedBy}于{shortStamp(review.submittedAt)}报送。开始审核后您可以看到各条内容和佐证材料，
          区县不能再自行撤回；需要修改的条目由您退回。
        </p>
        {review.may.open ? (
          <Button mt={16} loading={open.isPending} onClick={() => open.mutate()}>
            开始审核
          </Button>
        ) : (
          <p>您没有被分配审核该区县，请联系督导办。</p>
        )}
        <FormFailure message={open.error?.message} />
      </section>
    </Page>
  );
}

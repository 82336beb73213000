import { Link } from "@tanstack/react-router";
import { Notice } from "#app/ui/notice.tsx";
import type { SubmissionSummary } from "#core/api/submission-list.ts";

/** One submission for a year: names the one that is there and leads to it. */
export function AlreadyStarted({ submission }: { submission: SubmissionSummary }) {
  return (
    <Notice tone="danger">
      {submission.year}年度自评已经建立，一个年度只有一份：
      <Link to="/submissions/$submissionId" params={{ submissionId: submission.id }}>
        {submission.title}
      </Link>
      （已完成{submission.progress.done}/{submission.progress.items}项）。请打开它继续填报，或换一个年度。
    </Notice>
  );
}

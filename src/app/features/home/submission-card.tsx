import { IconAlertTriangleFilled, IconArrowBackUp, IconCalendarDue, IconSend } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "#app/features/home/home.module.css";
import { NextItems } from "#app/features/home/next-items.tsx";
import { outlook } from "#app/features/home/outlook.ts";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import { PhaseMark } from "#app/ui/phase-mark.tsx";
import { ProgressBar } from "#app/ui/progress-bar.tsx";
import type { SubmissionSummary } from "#core/api/submission-list.ts";

export interface SubmissionCardProps {
  submission: SubmissionSummary;
  today: string;
  /** whether the reader fills anything here, or only looks */
  writes: boolean;
  /** whether the reader takes items over from the units */
  collates: boolean;
}

/** One year's work: what is left of it and by when, one's own part first. */
export function SubmissionCard({ submission, today, writes, collates }: SubmissionCardProps) {
  const { mine, progress, deadline, id, phase, sentBack } = submission;
  const open = phase === "drafting" || phase === "returned";
  const whole = outlook(progress, deadline, today);
  return (
    <section className={classes.card} aria-labelledby={`year-${id}`}>
      <header className={classes.cardHead}>
        <h2 id={`year-${id}`} className={classes.cardTitle}>
          {submission.title}
        </h2>
        <PhaseMark phase={phase} />
        <p className={classes.meta}>
          {submission.year}年度
          {deadline === null ? "，未设截止日期" : `，${dayText(deadline, today)}截止`}
          {open && (
            <Link to="/submissions/$submissionId/changes" params={{ submissionId: id }} className={classes.changes}>
              清单今年有何变化
            </Link>
          )}
        </p>
      </header>
      {sentBack && (
        <p className={classes.waiting}>
          <Link to="/submissions/$submissionId" params={{ submissionId: id }}>
            督学退回{sentBack.items}条，{dayText(sentBack.due, today)}前补正（{distanceText(sentBack.due, today)}）
          </Link>
        </p>
      )}
      {submission.leftover > 0 && open && (
        <p className={classes.waiting}>
          <Link to="/submissions/$submissionId/leftover" params={{ submissionId: id }}>
            清单升级后有{submission.leftover}处已填内容待安置
          </Link>
        </p>
      )}
      {mine && <MyPart mine={mine} today={today} />}
      <div className={classes.part}>
        {mine && <h3 className={classes.partTitle}>全部内容</h3>}
        <p className={mine ? classes.line : classes.bigLine} data-tone={whole.tone}>
          {whole.tone === "late" && <IconAlertTriangleFilled size={mine ? 17 : 22} aria-hidden />}
          {whole.sentence}
        </p>
        <ProgressBar progress={progress} />
      </div>
      {collates && submission.waiting > 0 && (
        <p className={classes.waiting}>
          <Link to="/submissions/$submissionId/collation" params={{ submissionId: id }}>
            {submission.waiting}条已交稿，等待接收
          </Link>
        </p>
      )}
      {writes && open && <NextItems submissionId={id} items={submission.next} today={today} />}
      <footer className={classes.actions}>
        <ButtonLink to="/submissions/$submissionId" params={{ submissionId: id }}>
          {writes && open ? "继续填报" : "查看内容"}
        </ButtonLink>
        <ButtonLink variant="default" to="/submissions/$submissionId/report" params={{ submissionId: id }}>
          报告
        </ButtonLink>
        <ButtonLink variant="default" to="/submissions/$submissionId/gate" params={{ submissionId: id }}>
          审定与报送
        </ButtonLink>
        {(phase === "concluded" || phase === "returned") && (
          <ButtonLink variant="default" to="/submissions/$submissionId/review" params={{ submissionId: id }}>
            审核结果
          </ButtonLink>
        )}
        {collates && (
          <ButtonLink variant="default" to="/submissions/$submissionId/collation" params={{ submissionId: id }}>
            统稿
          </ButtonLink>
        )}
      </footer>
    </section>
  );
}

interface MyPartProps {
  mine: NonNullable<SubmissionSummary["mine"]>;
  today: string;
}

/** What is assigned to the reader's own unit; its items are due one by one. */
function MyPart({ mine, today }: MyPartProps) {
  const { tone, sentence } = outlook(mine, null, today);
  const handing = [
    mine.ready > 0 && `${mine.ready}项已完成，还没有交稿`,
    mine.handedIn > 0 && `${mine.handedIn}项已交稿`,
    mine.takenOver > 0 && `${mine.takenOver}项已接收`,
  ]
    .filter((part) => part !== false)
    .join("，");
  return (
    <div className={classes.part}>
      <h3 className={classes.partTitle}>分给我的</h3>
      <p className={classes.bigLine} data-tone={tone}>
        {sentence}
      </p>
      {(mine.overdue > 0 || mine.nextDue !== null || handing !== "") && (
        <ul className={classes.dues}>
          {mine.returned > 0 && (
            <li data-tone="returned">
              <IconArrowBackUp size={16} aria-hidden />
              {mine.returned}项被退回，请修改后重新交稿
            </li>
          )}
          {mine.overdue > 0 && (
            <li data-tone="late">
              <IconAlertTriangleFilled size={16} aria-hidden />
              {mine.overdue}项已逾期
            </li>
          )}
          {mine.nextDue !== null && (
            <li>
              <IconCalendarDue size={16} aria-hidden />
              最近到期：{dayText(mine.nextDue, today)}（{distanceText(mine.nextDue, today)}）
            </li>
          )}
          {handing !== "" && (
            <li>
              <IconSend size={16} aria-hidden />
              {handing}
            </li>
          )}
        </ul>
      )}
      <ProgressBar progress={mine} />
    </div>
  );
}

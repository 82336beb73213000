import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { CheckForm } from "#app/features/city-problems/check-form.tsx";
import classes from "#app/features/city-problems/city-problems.module.css";
import { dayText } from "#app/ui/day-text.ts";
import { ProblemMark } from "#app/ui/problem-mark.tsx";
import { type Problem, type ProblemFile, problemFileContent } from "#core/api/rectification.ts";
import { PROBLEM_VERB } from "#core/review/problem.ts";

export interface ProblemDetailProps {
  problem: Problem;
  today: string;
  /** a file of it, shown in its place */
  preview: (file: ProblemFile, url: string) => ReactNode;
  onChanged: (problem: Problem) => void;
  /** somebody else was quicker */
  onStale: () => void;
}

/** One problem with what the district did about it, and the decision of the city. */
export function ProblemDetail({ problem, today, preview, onChanged, onStale }: ProblemDetailProps) {
  const { district, number, item, text, state, overdue, measure, unit, person, due, files, steps } = problem;
  return (
    <article className={classes.detail} aria-label={`${district}第${number}号问题`}>
      <h2 className={classes.title}>
        {district}第{number}号问题
      </h2>
      <div className={classes.meta}>
        {item}　<ProblemMark state={state} overdue={overdue} />
      </div>
      <p className={classes.text}>{text}</p>
      <dl className={classes.plan}>
        <dt>整改措施</dt>
        <dd>{measure || "未填写"}</dd>
        <dt>责任单位</dt>
        <dd>{unit || "未填写"}</dd>
        <dt>责任人</dt>
        <dd>{person || "未填写"}</dd>
        <dt>整改期限</dt>
        <dd>{due === null ? "未填写" : dayText(due, today)}</dd>
      </dl>
      <h3 className={classes.partTitle}>整改材料（{files.length}份）</h3>
      {files.length === 0 && <p className={classes.meta}>区县没有上传材料。</p>}
      <ul className={classes.files}>
        {files.map((file) => (
          <FileRow key={file.id} file={file} url={fileUrl(problem.id, file.id)} preview={preview} />
        ))}
      </ul>
      {steps.length > 0 && (
        <>
          <h3 className={classes.partTitle}>经过</h3>
          <ol className={classes.steps}>
            {steps.map(({ event, note, at, by }) => (
              <li key={`${at} ${event}`}>
                {PROBLEM_VERB[event]}
                {note !== "" && `：${note}`}
                <div className={classes.meta}>
                  {by}，{shortStamp(at)}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
      {problem.may.check && <CheckForm problem={problem} onChanged={onChanged} onStale={onStale} />}
    </article>
  );
}

const fileUrl = (problemId: string, fileId: string): string =>
  urlOf(problemFileContent, { params: { problemId, fileId } });

function FileRow({ file, url, preview }: { file: ProblemFile; url: string; preview: ProblemDetailProps["preview"] }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <a href={url} target="_blank" rel="noreferrer">
        {file.fileName}
      </a>
      <span className={classes.meta}>
        {file.addedBy}，{shortStamp(file.addedAt)}
      </span>
      <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "收起" : "就地查看"}
      </Button>
      {open && <div style={{ flexBasis: "100%" }}>{preview(file, url)}</div>}
    </li>
  );
}

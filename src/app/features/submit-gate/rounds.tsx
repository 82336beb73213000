import { IconFileCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { urlOf } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { ScanForm } from "#app/features/submit-gate/scan-form.tsx";
import { type Flow, type FrozenRound, scanContent } from "#core/api/flow.ts";
import { FLOW_VERB, PHASE_TEXT } from "#core/review/flow.ts";

export interface RoundsProps {
  flow: Flow;
  filesOf: (round: FrozenRound) => ReactNode;
}

/** The frozen versions with their files and stamped scans, and every step so far. */
export function Rounds({ flow, filesOf }: RoundsProps) {
  if (flow.steps.length === 0 && flow.rounds.length === 0) return null;
  return (
    <>
      {flow.rounds.length > 0 && (
        <section className={classes.rounds} aria-labelledby="rounds-title">
          <h2 id="rounds-title" className={classes.title}>
            报送的版本
          </h2>
          {flow.rounds.map((round) => (
            <Round key={round.round} round={round} mayScan={flow.may.scan && !round.recalled} filesOf={filesOf} />
          ))}
        </section>
      )}
      <Steps steps={flow.steps} />
    </>
  );
}

function Round({ round, mayScan, filesOf }: { round: FrozenRound; mayScan: boolean } & Pick<RoundsProps, "filesOf">) {
  return (
    <article className={classes.round} aria-label={`第${round.round}次报送`}>
      <h3>
        第{round.round}次报送
        {round.recalled && <span className={classes.recalled}>已撤回</span>}
      </h3>
      <p className={classes.hint}>
        {round.submittedBy}于{shortStamp(round.submittedAt)}审定并上报
        {round.openedAt !== null && `；督学于${shortStamp(round.openedAt)}开始审核`}
      </p>
      <dl className={classes.facts}>
        <dt>版本号</dt>
        <dd>
          <b className={classes.stamp}>{round.stamp}</b>（印在页脚）
        </dd>
        <dt>校验值</dt>
        <dd className={classes.hash}>SHA-256 {round.hash}</dd>
        <dt>报送的文件</dt>
        <dd>{filesOf(round)}</dd>
        <dt>盖章扫描件</dt>
        <dd>
          <ScanLine round={round} />
          {mayScan && <ScanForm round={round} />}
        </dd>
      </dl>
    </article>
  );
}

function ScanLine({ round: { round, scan } }: { round: FrozenRound }) {
  const { id } = useWorkspace();
  if (!scan) return <p className={classes.hint}>还没有上传</p>;
  return (
    <p className={classes.scan}>
      <IconFileCheck size={16} aria-hidden />
      <a href={urlOf(scanContent, { params: { submissionId: id, round: String(round) } })} download={scan.fileName}>
        {scan.fileName}
      </a>
      <span className={classes.hint}>
        {Math.ceil(scan.size / 1024)}KB，{scan.addedBy}于{shortStamp(scan.addedAt)}上传，已与本版本绑定，市级可以查看
      </span>
    </p>
  );
}

function Steps({ steps }: Pick<Flow, "steps">) {
  return (
    <section className={classes.rounds} aria-labelledby="steps-title">
      <h2 id="steps-title" className={classes.title}>
        经过
      </h2>
      <ol className={classes.steps}>
        {steps.map(({ event, from, to, round, at, by, reason }) => (
          <li key={`${at} ${event}`}>
            <time dateTime={at}>{shortStamp(at)}</time>
            <span>
              {by}
              {FLOW_VERB[event]}（第{round}次），{PHASE_TEXT[from]} → {PHASE_TEXT[to]}
              {reason !== null && `：${reason}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

import { Button } from "@mantine/core";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/audit/audit.module.css";
import { useVerification, type Verification } from "#app/features/audit/use-verification.ts";
import { Notice } from "#app/ui/notice.tsx";

/** Whether the log is as it was written, as far as that was looked at. */
export function ChainState() {
  const { state, start, stop } = useVerification();
  return (
    <section className={classes.chain} aria-label="日志核验">
      <div className={classes.verdict}>
        <Verdict state={state} />
      </div>
      {state.kind === "running" ? (
        <Button variant="default" onClick={stop}>
          停止核验
        </Button>
      ) : (
        <Button variant="default" onClick={start}>
          {state.kind === "idle" ? "核验日志" : "重新核验"}
        </Button>
      )}
    </section>
  );
}

function Verdict({ state }: { state: Verification }) {
  switch (state.kind) {
    case "idle":
      return <Notice tone="calm">日志只能追加，每条都带前一条的校验值。可随时核验有无删改。</Notice>;
    case "running":
      return (
        <Notice tone="calm">
          正在核验，已到第{state.number}条{state.head > 0 && `，共${state.head}条`}
        </Notice>
      );
    case "sound":
      return (
        <Notice tone="good">
          日志完整：{shortStamp(state.at)}核验至第{state.number}条，未发现删改
          <span className={classes.hash}>末条校验值 {state.hash}</span>
        </Notice>
      );
    case "broken":
      return (
        <Notice tone="danger">
          日志不完整（{shortStamp(state.at)}核验）：{state.reason}。请保留现状，从备份中找出改动前的数据比对。
        </Notice>
      );
    case "failed":
      return <Notice tone="warn">没有核验完：{state.message}</Notice>;
  }
}

import { Button } from "@mantine/core";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/system/system.module.css";
import { useVerification } from "#app/features/system/use-verification.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import type { Verification } from "#core/api/inspection.ts";

/** What the last run through the log's chain found, and the next one. */
export function VerificationPanel({ found }: { found: Verification | null }) {
  const { busy, failure, start, stop } = useVerification();
  return (
    <>
      <VerificationState found={found} busy={busy} />
      <FormFailure message={failure} />
      <p className={classes.tools}>
        {busy ? (
          <Button variant="default" onClick={stop}>
            停止核验
          </Button>
        ) : (
          <Button variant="default" onClick={start}>
            {found === null ? "开始核验" : "重新核验"}
          </Button>
        )}
      </p>
    </>
  );
}

export function VerificationState({ found, busy }: { found: Verification | null; busy: boolean }) {
  if (found === null) return <Notice tone="calm">操作日志尚未核验。核验逐条检查有无删改。</Notice>;
  const at = shortStamp(found.at);
  switch (found.state) {
    case "running":
      return busy ? (
        <Notice tone="calm">
          正在核验，已到第{found.number}条，共{found.head}条
        </Notice>
      ) : (
        <Notice tone="calm">
          {at}核验到第{found.number}条时停止，没有核验完
        </Notice>
      );
    case "sound":
      return (
        <Notice tone="good">
          日志完整：{at}核验至第{found.number}条，未发现删改
        </Notice>
      );
    case "broken":
      return (
        <Notice tone="danger">
          日志不完整（{at}核验）：{found.broken}。请保留现状，从备份中找出改动前的数据比对。
        </Notice>
      );
  }
}

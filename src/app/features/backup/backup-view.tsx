import { Button } from "@mantine/core";
import { clockTime } from "#app/data/clock.ts";
import classes from "#app/features/backup/backup.module.css";
import { factsOf, standingOf } from "#app/features/backup/backup-words.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import type { BackupState } from "#core/api/backup.ts";

export interface BackupViewProps {
  state: BackupState;
  /** as the server counts it, milliseconds */
  now: number;
  /** why asking for one was refused */
  refusal: string | undefined;
  asking: boolean;
  onAsk: () => void;
}

export function BackupView({ state, now, refusal, asking, onAsk }: BackupViewProps) {
  const { tone, words } = standingOf(state, now);
  const { running, schedule } = state;
  return (
    <section className={classes.panel} aria-label="备份">
      <Notice tone={tone}>{words}</Notice>
      <FormFailure message={refusal} />
      {schedule !== "outside" && (
        <dl className={classes.facts}>
          {factsOf(state).map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
      {schedule === "daily" && (
        <div className={classes.bar}>
          <Button variant="default" onClick={onAsk} loading={asking} disabled={running !== null}>
            立即备份
          </Button>
          <span role="status">
            {running !== null && `正在备份，${clockTime(running.since)}开始，可以离开本页，不影响填报`}
          </span>
        </div>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

import { Button } from "@mantine/core";
import { shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/system/system.module.css";
import type { SessionEntry } from "#core/api/inspection.ts";

export interface SessionTableProps {
  sessions: readonly SessionEntry[];
  /** the one that is being ended right now */
  busyId: string | undefined;
  onEnd: (session: SessionEntry) => void;
}

export function SessionTable({ sessions, busyId, onEnd }: SessionTableProps) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption>本单位现有的登录，最近使用的在前</caption>
        <thead>
          <tr>
            <th scope="col">人员</th>
            <th scope="col">设备</th>
            <th scope="col">登录时间</th>
            <th scope="col">最近使用</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <th scope="row">
                {session.name}
                <span className={classes.small}>{session.username}</span>
              </th>
              <td data-label="设备">{session.device ?? "尚不清楚"}</td>
              <td className={classes.when} data-label="登录时间">
                <time dateTime={session.since}>{shortStamp(session.since)}</time>
              </td>
              <td className={classes.when} data-label="最近使用">
                <time dateTime={session.seenAt}>{shortStamp(session.seenAt)}</time>
              </td>
              <td>
                {session.own ? (
                  <span className={classes.small}>当前登录</span>
                ) : (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`结束登录：${session.name}，${session.device ?? "设备尚不清楚"}`}
                    disabled={busyId === session.id}
                    onClick={() => onEnd(session)}
                  >
                    结束登录
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { clockTime, shortStamp } from "#app/data/clock.ts";
import classes from "#app/features/system/system.module.css";
import type { FailedSignIns, LockedAccount } from "#core/api/inspection.ts";

export interface LockedListProps {
  locked: readonly LockedAccount[];
  busyId: string | undefined;
  onUnlock: (account: LockedAccount) => void;
}

/** Who cannot sign in at the moment, and the way to let them. */
export function LockedList({ locked, busyId, onUnlock }: LockedListProps) {
  if (locked.length === 0) return <p className={classes.none}>现在没有被锁定的账号。</p>;
  return (
    <ul className={classes.locked}>
      {locked.map((account) => (
        <li key={account.accountId}>
          <IconLock size={16} aria-hidden />
          <span>
            {account.name}（{account.username}）已锁定，{clockTime(account.until)}自动解除
          </span>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`解除锁定：${account.name}`}
            disabled={busyId === account.accountId}
            onClick={() => onUnlock(account)}
          >
            解除锁定
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function FailedTable({ failures, days }: { failures: readonly FailedSignIns[]; days: number }) {
  if (failures.length === 0) return <p className={classes.none}>近{days}天本单位没有登录失败。</p>;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption>近{days}天本单位的登录失败，最近的在前</caption>
        <thead>
          <tr>
            <th scope="col">人员</th>
            <th scope="col">日期</th>
            <th scope="col">次数</th>
            <th scope="col">最近一次</th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ accountId, day, name, username, count, lastAt }) => (
            <tr key={`${accountId} ${day}`}>
              <th scope="row">
                {name}
                <span className={classes.small}>{username}</span>
              </th>
              <td className={classes.when} data-label="日期">
                {day}
              </td>
              <td className={classes.when} data-label="次数">
                {count}次
              </td>
              <td className={classes.when} data-label="最近一次">
                <time dateTime={lastAt}>{shortStamp(lastAt)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Button } from "@mantine/core";
import { IconBan, IconCircleCheck } from "@tabler/icons-react";
import type { AccountRow } from "#app/features/accounts/account-rows.ts";
import classes from "#app/features/accounts/accounts.module.css";
import type { Account } from "#core/api/system.ts";

export interface AccountsTableProps {
  rows: readonly AccountRow[];
  showsUnits: boolean;
  ownId: string;
  /** the account that is being disabled or enabled right now */
  busyId: string | undefined;
  onEdit: (account: Account) => void;
  onReset: (account: Account) => void;
  onLeave: (account: Account) => void;
  onToggle: (account: Account) => void;
}

/** A plain table, so that it can be copied into a spreadsheet; the buttons stay out of the copy. */
export function AccountsTable({
  rows,
  showsUnits,
  ownId,
  busyId,
  onEdit,
  onReset,
  onLeave,
  onToggle,
}: AccountsTableProps) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">姓名</th>
          <th scope="col">用户名</th>
          <th scope="col">角色</th>
          {showsUnits && <th scope="col">所属单位</th>}
          <th scope="col">状态</th>
          <th scope="col" className={classes.tools}>
            操作
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ account, name, username, roles, unit, state, successor }) => (
          <tr key={account.id} data-disabled={account.disabled}>
            <th scope="row">{name}</th>
            <td>{username}</td>
            <td className={classes.roles}>{roles}</td>
            {showsUnits && <td className={classes.unit}>{unit}</td>}
            <td>
              <span className={classes.state}>
                {account.disabled ? <IconBan size={15} aria-hidden /> : <IconCircleCheck size={15} aria-hidden />}
                {state}
                {successor !== "" && `，由${successor}接手`}
              </span>
            </td>
            <td className={classes.tools}>
              <Button variant="subtle" size="compact-sm" aria-label={`编辑：${name}`} onClick={() => onEdit(account)}>
                编辑
              </Button>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`重置密码：${name}`}
                onClick={() => onReset(account)}
              >
                重置密码
              </Button>
              {account.id !== ownId && account.successorId === null && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`离岗交接：${name}`}
                  onClick={() => onLeave(account)}
                >
                  离岗交接
                </Button>
              )}
              {account.id !== ownId && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`${account.disabled ? "启用" : "停用"}：${name}`}
                  disabled={busyId === account.id}
                  onClick={() => onToggle(account)}
                >
                  {account.disabled ? "启用" : "停用"}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

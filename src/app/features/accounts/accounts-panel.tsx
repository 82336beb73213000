import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { AccountDialog } from "#app/features/accounts/account-dialog.tsx";
import { accountRows, filterRows } from "#app/features/accounts/account-rows.ts";
import classes from "#app/features/accounts/accounts.module.css";
import { AccountsTable } from "#app/features/accounts/accounts-table.tsx";
import { HandOverDialog } from "#app/features/accounts/hand-over-dialog.tsx";
import { ResetPasswordDialog } from "#app/features/accounts/reset-password-dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { saveWorkbook } from "#app/ui/save-workbook.ts";
import { type Account, changeAccount, type Me, type Unit } from "#core/api/system.ts";
import { accountList } from "#core/people/sheets.ts";

export interface AccountsPanelProps {
  me: Me;
  accounts: readonly Account[];
  units: readonly Unit[];
  /** the way to the spreadsheet */
  tools: ReactNode;
  /** fetches the accounts again */
  onChanged: () => Promise<void>;
}

type Open = { kind: "new" } | { kind: "edit" | "reset" | "leave"; account: Account };

/** Everybody who can sign in: found by typing, changed in dialogs. */
export function AccountsPanel({ me, accounts, units, tools, onChanged }: AccountsPanelProps) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<Open>();
  const { toggle, busyId, failure } = useToggle(onChanged);
  const rows = filterRows(accountRows(accounts, units), typed);
  const close = () => setOpen(undefined);
  const { kind } = me.organisation;
  return (
    <section aria-label="账号">
      <div className={classes.bar}>
        <TextInput
          aria-label="筛选账号"
          placeholder="按姓名、用户名、角色或单位筛选"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={classes.filter}
        />
        <span className={classes.count} role="status">
          {typed.trim() === "" ? `共${accounts.length}个账号` : `${rows.length}/${accounts.length}个账号`}
        </span>
        <Button
          variant="default"
          onClick={() => void saveWorkbook([accountList(kind, accounts, units)], "账号名单.xlsx")}
        >
          导出名单
        </Button>
        {tools}
        <Button onClick={() => setOpen({ kind: "new" })}>新建账号</Button>
      </div>
      <FormFailure message={failure} />
      <div className={classes.tableBox}>
        <AccountsTable
          rows={rows}
          showsUnits={kind === "district"}
          ownId={me.accountId}
          busyId={busyId}
          onEdit={(account) => setOpen({ kind: "edit", account })}
          onReset={(account) => setOpen({ kind: "reset", account })}
          onLeave={(account) => setOpen({ kind: "leave", account })}
          onToggle={toggle}
        />
        {rows.length === 0 && <p className={classes.none}>没有符合“{typed.trim()}”的账号。</p>}
      </div>
      {open?.kind === "new" && <AccountDialog kind={kind} units={units} onSaved={onChanged} onClose={close} />}
      {open?.kind === "edit" && (
        <AccountDialog account={open.account} kind={kind} units={units} onSaved={onChanged} onClose={close} />
      )}
      {open?.kind === "leave" && (
        <HandOverDialog
          account={open.account}
          others={accounts.filter(({ id, disabled }) => id !== open.account.id && !disabled)}
          onDone={onChanged}
          onClose={close}
        />
      )}
      {open?.kind === "reset" && <ResetPasswordDialog account={open.account} onClose={close} />}
    </section>
  );
}

/** Disables or enables an account at once: it can be taken back by the same button. */
function useToggle(onChanged: () => Promise<void>) {
  const [busyId, setBusyId] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const toggle = async ({ id, disabled }: Account): Promise<void> => {
    setBusyId(id);
    setFailure(undefined);
    try {
      await call(changeAccount, { params: { accountId: id }, body: { disabled: !disabled } });
      await onChanged();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code !== "session.required") setFailure(error.message);
    } finally {
      setBusyId(undefined);
    }
  };
  return { toggle: (account: Account) => void toggle(account), busyId, failure };
}

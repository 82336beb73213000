import { ROLE_TEXT } from "#core/access/access.ts";
import type { Account, Unit } from "#core/api/system.ts";

/** An account as the table shows it. */
export interface AccountRow {
  account: Account;
  name: string;
  username: string;
  roles: string;
  unit: string;
  state: "正常" | "已停用";
  /** who took over from somebody who left */
  successor: string;
}

export function accountRows(accounts: readonly Account[], units: readonly Unit[]): AccountRow[] {
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  const names = new Map(accounts.map((account) => [account.id, account.name]));
  return accounts.map((account) => ({
    account,
    name: account.name,
    username: account.username,
    roles: account.roles.map((role) => ROLE_TEXT[role]).join("、"),
    unit: account.unitId === null ? "" : (unitNames.get(account.unitId) ?? ""),
    state: account.disabled ? "已停用" : "正常",
    successor: account.successorId === null ? "" : (names.get(account.successorId) ?? ""),
  }));
}

/** Rows in which every typed word stands somewhere. */
export function filterRows(rows: readonly AccountRow[], typed: string): AccountRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name, username, roles, unit, state }) => {
    const line = `${name} ${username} ${roles} ${unit} ${state}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}

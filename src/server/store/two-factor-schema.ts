import type { ColumnType } from "kysely";

export interface TwoFactorTable {
  account_id: string;
  /** sealed for this account */
  secret: string;
  begun_at: string;
  /** null = not in force yet: no code of the app has been seen */
  confirmed_at: string | null;
  /** of thirty seconds since 1970; a code is good for a later one only */
  last_step: ColumnType<number | string, number, number>;
}

export interface RecoveryCodeTable {
  account_id: string;
  hash: string;
  used_at: string | null;
}

import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `create table two_factor (
    account_id text primary key references auth_user (id) on delete cascade, secret text not null,
    begun_at text not null, confirmed_at text, last_step bigint not null)`,
  `create table recovery_code (
    account_id text not null references auth_user (id) on delete cascade, hash text not null, used_at text,
    primary key (account_id, hash))`,
];

/** The second step of signing in: a sealed key for each account, the last step that was used, hashes of recovery codes. */
export const twoFactor: Migration = {
  name: "two-factor",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};

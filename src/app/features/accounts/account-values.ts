import type { Resolver } from "react-hook-form";
import type { z } from "zod";
import { bodySchema, resolve } from "#app/ui/zod-resolver.ts";
import type { Role } from "#core/access/access.ts";
import { type Account, changeAccount, createAccount } from "#core/api/system.ts";

/** What the dialog holds; user name and password are asked for a new account only. */
export interface AccountValues {
  username: string;
  name: string;
  password: string;
  roles: Role[];
  unitId: string | null;
}

const NEW_ACCOUNT = bodySchema(createAccount);
const CHANGE = bodySchema(changeAccount);

export type AccountBody =
  | { kind: "new"; body: z.output<typeof NEW_ACCOUNT> }
  | { kind: "change"; accountId: string; body: z.output<typeof CHANGE> };

export const accountValues = (account: Account | undefined): AccountValues => ({
  username: account?.username ?? "",
  name: account?.name ?? "",
  password: "",
  roles: account?.roles ?? [],
  unitId: account?.unitId ?? null,
});

export function accountResolver(account: Account | undefined): Resolver<AccountValues, unknown, AccountBody> {
  if (account === undefined) {
    const schema = NEW_ACCOUNT.transform((body): AccountBody => ({ kind: "new", body }));
    return (values) => resolve(schema, values);
  }
  const schema = CHANGE.transform((body): AccountBody => ({ kind: "change", accountId: account.id, body }));
  return ({ name, roles, unitId }) => resolve(schema, { name, roles, unitId });
}
